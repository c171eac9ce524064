import { createSecureContext } from 'node:tls';
import { inspect } from 'node:util';
import { newServerCertificate } from '@ekey/pki/testing';
import { SmtpDouble, type Step } from '../../test/smtp-double';
import { newMail, SENDER } from './mailer.contract';
import { AddressRefused, MailServerUnavailable } from './mailer.port';
import { SmtpMailer, type SmtpMailingOptions } from './smtp.mailer';

const PASSWORD = 'the-password-of-notify';
const opened: { close(): void | Promise<void> }[] = [];
let server: SmtpDouble;

const serve = async (options?: Parameters<typeof SmtpDouble.open>[0]): Promise<void> => {
  server = await SmtpDouble.open(options);
  opened.push(server);
};
function mailerTo(url: string, options: Partial<SmtpMailingOptions> = {}): SmtpMailer {
  const mailer = new SmtpMailer({ url, from: SENDER, ...options });
  opened.push(mailer);
  return mailer;
}
const inClear = (options?: Partial<SmtpMailingOptions>): SmtpMailer =>
  mailerTo(`smtp://${server.host}?tls=none`, options);
const failure = async (mailer: SmtpMailer): Promise<Error & { cause?: Error; reply?: string }> =>
  mailer.send(newMail()).then(
    () => new Error('it was taken'),
    (error) => error,
  );

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

describe('a mail over SMTP', () => {
  beforeEach(() => serve());

  it('goes from the address of the sender to the one recipient', async () => {
    await inClear().send(newMail({ to: 'agent@enterprise.example' }));
    expect(server.taken[0]).toMatchObject({ from: 'no-reply@ekey.example', to: 'agent@enterprise.example' });
  });

  it('shares its connection with others', async () => {
    const mailer = inClear();
    for (let count = 0; count < 5; count += 1) await mailer.send(newMail());
    expect([server.taken.length, server.connections]).toEqual([5, 1]);
  });

  it('goes over a new connection where the server has left the old one', async () => {
    const mailer = inClear();
    await mailer.send(newMail());
    server.answers.set('MAIL', 'hang up');
    const sent = mailer.send(newMail());
    while (server.hangUps === 0) await new Promise(setImmediate);
    server.answers.clear();
    await sent;
    expect([server.taken.length, server.connections]).toEqual([2, 2]);
  });

  it('waits for a server that is away, and goes out once it is there', async () => {
    const { host } = server;
    await server.close();
    const mailer = mailerTo(`smtp://${host}?tls=none`);
    expect((await failure(mailer)).cause?.message).toMatch(/^smtp:\/\/127\.0\.0\.1:\d+ cannot be used: .*ECONNREFUSED/);
    await expect(mailer.assertReachable()).rejects.toThrow(MailServerUnavailable);

    await serve({ port: Number(host.split(':')[1]) });
    await mailer.assertReachable();
    await mailer.send(newMail());
    expect(server.taken).toHaveLength(1);
  });
});

describe('a refusal', () => {
  beforeEach(() => serve());

  it.each<[Step, string, string]>([
    ['RCPT', '550 5.1.1 <agent@enterprise.example>: no such user', '550 5.1.1'],
    ['RCPT', '551 not here', '551'],
    ['RCPT', '552 5.2.2 mailbox full', '552 5.2.2'],
    ['RCPT', '553 5.1.3 bad name', '553 5.1.3'],
    ['RCPT', '556 5.1.10 takes no mail', '556 5.1.10'],
    ['message', '550 5.7.1 <agent@enterprise.example> wants none of it', '550 5.7.1'],
    ['message', '554 5.6.0 no such content', '554 5.6.0'],
  ])('to %s by %p is for good, and told without the address', async (step, answer, reply) => {
    server.answers.set(step, answer);
    const refusal = await failure(inClear());
    expect(refusal).toBeInstanceOf(AddressRefused);
    expect(refusal.reply).toBe(reply);
    expect(inspect(refusal, { depth: 10 })).not.toContain('enterprise');
  });

  it.each<[Step, string, string]>([
    ['RCPT', '450 4.2.0 <agent@enterprise.example>: not now', 'answered RCPT TO with 450 4.2.0'],
    ['RCPT', '452 4.3.1 disk full', 'answered RCPT TO with 452 4.3.1'],
    ['RCPT', '554 5.7.1 <agent@enterprise.example>: no relaying', 'answered RCPT TO with 554 5.7.1'],
    ['RCPT', '530 5.7.0 log in first', 'answered RCPT TO with 530 5.7.0'],
    ['MAIL', '550 5.7.1 not from you', 'answered MAIL FROM with 550 5.7.1'],
    ['DATA', '451 4.3.0 later', 'answered DATA with 451 4.3.0'],
    ['message', '451 4.7.1 greylisted', 'answered DATA with 451 4.7.1'],
    ['greeting', '554 5.7.1 blocked', 'answered CONN with 554 5.7.1'],
    ['greeting', '421 4.3.2 going down', '421 4.3.2'],
    ['RCPT', 'hang up', 'ECONNECTION'],
    ['message', 'hang up', 'ECONNECTION'],
  ])('to %s by %p may pass, and says why without the address', async (step, answer, words) => {
    server.answers.set(step, answer);
    const fault = await failure(inClear());
    expect(fault).toBeInstanceOf(MailServerUnavailable);
    expect(fault.cause?.message).toContain(words);
    expect(inspect(fault, { depth: 10 })).not.toContain('enterprise');
  });

  it.each<Step>(['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'message'])(
    'by silence at %s ends in time and may pass',
    async (step) => {
      server.answers.set(step, 'silence');
      const from = performance.now();
      const fault = await failure(inClear({ deadlines: { connect: 100, silence: 100, send: 5_000 } }));
      expect(fault).toBeInstanceOf(MailServerUnavailable);
      expect(performance.now() - from).toBeLessThan(2_000);
    },
  );

  it('by delay ends with the deadline of the mail', async () => {
    server.answers.set('message', 'silence');
    const fault = await failure(inClear({ deadlines: { silence: 5_000, send: 100 } }));
    expect(fault.cause?.message).toContain('did not take the mail over in time');
  });

  it.each(['a@b.example>\r\nRCPT TO:<c@d.example', 'a@b.example, c@d.example', 'A <a@b.example>', 'a', ''])(
    'of %j, which is no address, comes without asking the server',
    async (to) => {
      await expect(inClear().send(newMail({ to }))).rejects.toThrow(AddressRefused);
      expect(server.connections).toBe(0);
    },
  );
});

describe('TLS', () => {
  const { key, certificate } = newServerCertificate();
  const secure = createSecureContext({ key, cert: certificate });

  it('is begun before anything is said, and the server trusted by the certificate that is given', async () => {
    await serve({ secure });
    await mailerTo(`smtp://${server.host}`, { tlsCa: certificate }).send(newMail());
    expect(server.taken[0]).toMatchObject({ isPrivate: true, login: null });
  });

  it('with a server that has none goes no further', async () => {
    await serve();
    const fault = await failure(mailerTo(`smtp://${server.host}`));
    expect(fault).toBeInstanceOf(MailServerUnavailable);
    expect(server.taken).toEqual([]);
  });

  it('with a server that cannot be trusted goes no further, and says so', async () => {
    await serve({ secure, takesLogins: true });
    const fault = await failure(mailerTo(`smtp://${server.host}`, { user: 'notify', password: PASSWORD }));
    expect(fault.cause?.message).toContain('self-signed certificate');
    expect(server.taken).toEqual([]);
  });

  it('hides user and password, which a server is given that asks for them', async () => {
    await serve({ secure, takesLogins: true });
    const login = { user: 'notify', password: PASSWORD, tlsCa: certificate };
    await mailerTo(`smtp://${server.host}`, login).send(newMail());
    expect(server.taken[0]?.login).toBe(`\0notify\0${PASSWORD}`);
  });

  it('does not help a wrong password, which is named and not told', async () => {
    await serve({ secure, takesLogins: true });
    server.answers.set('AUTH', '535 5.7.8 notify does not log in so');
    const fault = await failure(
      mailerTo(`smtp://${server.host}`, { user: 'notify', password: PASSWORD, tlsCa: certificate }),
    );
    expect(fault).toBeInstanceOf(MailServerUnavailable);
    expect(fault.cause?.message).toMatch(/does not accept user and password \(535 5\.7\.8\)$/);
    expect(inspect(fault, { depth: 10 })).not.toMatch(/the-password|bm90aWZ5/);
  });

  it('is not asked to log in where the server takes nobody’s word', async () => {
    await serve({ secure });
    const login = { user: 'notify', password: PASSWORD, tlsCa: certificate };
    const fault = await failure(mailerTo(`smtp://${server.host}`, login));
    expect(fault).toBeInstanceOf(MailServerUnavailable);
    expect(server.taken).toEqual([]);
  });
});

describe('an address of a mail server', () => {
  it.each([
    ['mail.example', 'must be smtp://'],
    ['http://mail.example', 'must be smtp://'],
    ['smtp://notify:hidden@mail.example', 'no part of the address'],
    ['smtp://mail.example/inbox', '?tls=none and nothing else'],
    ['smtp://mail.example?tls=maybe', '?tls=none and nothing else'],
    ['smtps://mail.example?tls=none', 'which ?tls=none forbids'],
  ])('is not %s', (url, words) => {
    const open = () => new SmtpMailer({ url, from: SENDER });
    expect(open).toThrow(RangeError);
    expect(open).toThrow(words);
    expect(open).not.toThrow('hidden');
  });

  it.each([
    ['smtp://mail.example?tls=none', { user: 'notify', password: PASSWORD }, 'TLS only'],
    ['smtp://mail.example', { user: 'notify' }, 'together'],
    ['smtp://mail.example', { password: PASSWORD }, 'together'],
  ])('of %s is given no credentials such as %j', (url, credentials, words) =>
    expect(() => new SmtpMailer({ url, from: SENDER, ...credentials })).toThrow(words),
  );
});
