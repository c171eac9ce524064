/** @engines smtp */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AddressRefused, MailServerUnavailable } from './mailer.port';
import { describeMailerContract, newMail, SENDER } from './mailer.contract';
import { readMessage } from './read-message';
import { SmtpMailer } from './smtp.mailer';

const [host = '', maildir = ''] = (process.env.EKEY_TEST_SMTP ?? '').split(';');
const url = `smtp://${host}?tls=none`;

/** What the server has delivered, as it stands in the mailbox: with its own headers above and the line ends of its machine. */
async function delivered(noticeId: string): Promise<Buffer[]> {
  const names = await readdir(path.join(maildir, 'new')).catch(() => []);
  const files = await Promise.all(names.map((name) => readFile(path.join(maildir, 'new', name), 'latin1')));
  const messages = files.map((text) => Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'latin1'));
  return messages.filter((message) => readMessage(message).messageId.startsWith(`<${noticeId}.`));
}

async function arrived(noticeId: string, atLeast: number): Promise<Buffer[]> {
  for (;;) {
    const found = await delivered(noticeId);
    if (found.length >= atLeast) return found;
    await sleep(50);
  }
}

describeMailerContract('smtp, a mail server', async () => {
  let mailer = new SmtpMailer({ url, from: SENDER });
  return {
    mailer: { send: (mail) => mailer.send(mail), forget: () => mailer.forget() },
    arrived,
    // Another port of that machine, where nobody listens: the server itself is for all.
    breakDown: async () => {
      mailer.close();
      mailer = new SmtpMailer({ url: 'smtp://127.0.0.1:9?tls=none', from: SENDER });
    },
    dispose: async () => mailer.close(),
  };
});

describe('a mail server', () => {
  const mailer = new SmtpMailer({ url, from: SENDER });
  afterAll(() => mailer.close());

  it('is reachable', () => expect(mailer.assertReachable()).resolves.toBeUndefined());

  it('refuses one recipient for good and another for now, and takes the next over the same connection', async () => {
    await expect(mailer.send(newMail({ to: 'refused@ekey.test' }))).rejects.toThrow(AddressRefused);
    const later: Error = await mailer.send(newMail({ to: 'later@ekey.test' })).then(
      () => new Error('it was taken'),
      (error) => error,
    );
    expect(later).toBeInstanceOf(MailServerUnavailable);
    expect((later.cause as Error).message).toMatch(/answered RCPT TO with 450/);
    const mail = newMail();
    await mailer.send(mail);
    expect(await arrived(mail.noticeId, 1)).toHaveLength(1);
  });

  it('without TLS is left alone where TLS is asked for', async () => {
    const careful = new SmtpMailer({ url: `smtp://${host}`, from: SENDER });
    const fault: Error = await careful.send(newMail()).then(
      () => new Error('it was taken'),
      (error) => error,
    );
    expect(fault).toBeInstanceOf(MailServerUnavailable);
    careful.close();
  });
});
