import { inspect } from 'node:util';
import { randomUUID } from 'node:crypto';
import { ACCOUNT, CASE } from '../testing/letters';
import { AddressRefused, type Mailer, type OutgoingMail } from './mailer.port';
import { readMessage } from './read-message';

/** A mailer whose sender is `SENDER`, and a look at the place where its mails arrive. */
export interface MailerUnderTest {
  readonly mailer: Mailer;
  /** Messages of a notice that have arrived, each as often as it did; waits for so many at least. */
  readonly arrived: (noticeId: string, atLeast: number) => Promise<readonly Buffer[]>;
  /** From now on nothing is taken over. */
  readonly breakDown: () => Promise<void>;
  readonly dispose: () => Promise<void>;
}

export const SENDER = '进出口企业电子钥匙 <no-reply@ekey.example>';

export const newMail = (given: Partial<OutgoingMail> = {}): OutgoingMail => ({
  ...{ noticeId: randomUUID(), sending: 1, attempt: 1, askedAt: '2026-03-02T01:30:00.000Z' },
  ...{ to: 'agent@enterprise.example', owners: [`case:${CASE}`, `account:${ACCOUNT}`] },
  ...{
    subject: '调用商务部统一用户管理平台激活企业账户',
    text: '尊敬的企业用户：\n请激活。\n',
    html: '<p>请激活。</p>',
  },
  ...given,
});

/** What every way in which mails leave must do. */
export function describeMailerContract(name: string, make: () => Promise<MailerUnderTest>): void {
  describe(`a mailer (${name})`, () => {
    let under: MailerUnderTest;
    beforeEach(async () => {
      under = await make();
    });
    afterEach(() => under.dispose());

    it('hands a mail over whole', async () => {
      const mail = newMail();
      const { messageId } = await under.mailer.send(mail);
      const [message, ...others] = await under.arrived(mail.noticeId, 1);
      expect(others).toEqual([]);
      expect(readMessage(message!)).toEqual({
        ...{ from: SENDER, to: mail.to, subject: mail.subject, text: mail.text, html: mail.html },
        ...{ messageId, date: 'Mon, 02 Mar 2026 01:30:00 +0000' },
      });
    });

    it.each([
      ['lines of dots', '.\n..\n.hidden\n'],
      ['lines longer than a mail server takes', `${'很长的一行'.repeat(400)}\n`],
      ['bytes of every kind of text', 'a\tb "quoted" <tag> 😀 \u2028 ½\n'],
    ])('changes nothing in %s', async (_what, text) => {
      const mail = newMail({ text });
      await under.mailer.send(mail);
      expect(readMessage((await under.arrived(mail.noticeId, 1))[0]!).text).toBe(text);
    });

    it('derives the Message-ID from notice and sending, so that a mailbox shows what it gets twice once', async () => {
      const mail = newMail();
      const id = async (sending: number, attempt: number) =>
        (await under.mailer.send({ ...mail, sending, attempt })).messageId;
      expect(await id(1, 1)).toBe(`<${mail.noticeId}.1@ekey.example>`);
      expect(await id(1, 2)).toBe(`<${mail.noticeId}.1@ekey.example>`);
      expect(await id(2, 1)).toBe(`<${mail.noticeId}.2@ekey.example>`);
    });

    it('gives nothing but the same message where an attempt is repeated after a crash', async () => {
      const mail = newMail();
      const first = await under.mailer.send(mail);
      expect(await under.mailer.send(mail)).toEqual(first);
      const messages = await under.arrived(mail.noticeId, 1);
      expect(new Set(messages.map((message) => readMessage(message).messageId))).toEqual(new Set([first.messageId]));
    });

    it('hands many over at once', async () => {
      const mails = Array.from({ length: 30 }, (_none, index) => newMail({ to: `agent-${index}@enterprise.example` }));
      await Promise.all(mails.map((mail) => under.mailer.send(mail)));
      for (const { noticeId, to } of mails) expect(readMessage((await under.arrived(noticeId, 1))[0]!).to).toBe(to);
    });

    it('fails where nothing is taken over, does not say that the address is wrong, and names nobody', async () => {
      await under.breakDown();
      const fault: unknown = await under.mailer.send(newMail()).catch((error: unknown) => error);
      expect(fault).toBeInstanceOf(Error);
      expect(fault).not.toBeInstanceOf(AddressRefused);
      expect(inspect(fault, { depth: 10 })).not.toMatch(/enterprise\.example|激活/);
    });

    it('keeps nothing of an owner once it was told to forget him, and may be told so twice', async () => {
      await under.mailer.send(newMail());
      await under.mailer.forget(`account:${ACCOUNT}`);
      await expect(under.mailer.forget(`account:${ACCOUNT}`)).resolves.toBeUndefined();
    });
  });
}
