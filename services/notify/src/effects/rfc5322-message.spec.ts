import { CASE, NOTICE } from '../testing/letters';
import type { OutgoingMail } from './mailer.port';
import { readMessage } from './read-message';
import { messageIdOf, rfc5322Message } from './rfc5322-message';

const mail: OutgoingMail = {
  ...{ noticeId: NOTICE, sending: 1, attempt: 1, askedAt: '2026-03-02T01:30:00.000Z', to: 'agent@enterprise.example' },
  ...{ owners: [`case:${CASE}`], subject: '调用商务部统一用户管理平台激活企业账户' },
  ...{ text: '尊敬的企业用户：\n请打开链接 https://portal.example/x#a=b&c=d\n', html: '<p>尊敬的企业用户：</p>' },
};
const sender = '进出口企业电子钥匙 <no-reply@ekey.example>';

describe('a message', () => {
  it('reads back as it was meant, in text and HTML', async () =>
    expect(readMessage(await rfc5322Message(mail, sender))).toEqual({
      ...{ from: sender, to: mail.to, subject: mail.subject, text: mail.text, html: mail.html },
      ...{ messageId: `<${NOTICE}.1@ekey.example>`, date: 'Mon, 02 Mar 2026 01:30:00 +0000' },
    }));
  it.each([
    ['in ASCII alone', 'Plain text.\nhttps://portal.example/x#a=b&c=d\n'],
    ['in ASCII with long lines', `${'a long line '.repeat(100)}end = start\n`],
    ['in Chinese and English', `Mostly English, ${'and much of it, '.repeat(30)}少许中文。\n`],
    ['with accents', 'Français, español, português.\n'],
  ])('reads back as it was meant %s', async (_what, text) => {
    const html = `<p>${text}</p>`;
    const subject = text.slice(0, 30).replace(/\n/g, ' ').trim();
    expect(readMessage(await rfc5322Message({ ...mail, text, html, subject }, sender))).toMatchObject({
      text,
      html,
      subject,
    });
  });
  it('is ASCII in short lines, so that every mail server takes it', async () => {
    const text = (await rfc5322Message({ ...mail, text: `${'很长的一行'.repeat(500)}\n` }, sender)).toString('latin1');
    expect(text).toMatch(/^[\x20-\x7e\r\n\t]*$/);
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
  });
  it('tells other machines not to answer', async () =>
    expect((await rfc5322Message(mail, sender)).toString('latin1')).toContain('Auto-Submitted: auto-generated\r\n'));
  it('is the same to the byte when it is made again', async () =>
    expect(await rfc5322Message(mail, sender)).toEqual(await rfc5322Message(mail, sender)));
  it('keeps its Message-ID through all attempts of a sending, and has another when it is sent anew', () => {
    expect(messageIdOf({ ...mail, attempt: 5 }, sender)).toBe(messageIdOf(mail, sender));
    expect(messageIdOf({ ...mail, sending: 2 }, sender)).not.toBe(messageIdOf(mail, sender));
    expect(messageIdOf(mail, 'no-reply@ekey.example')).toBe(`<${NOTICE}.1@ekey.example>`);
  });
  it('lets no subject add a header', async () => {
    const forged = await rfc5322Message({ ...mail, subject: '主题\r\nBcc: third@party.example' }, sender);
    expect(forged.toString('latin1')).not.toMatch(/^Bcc:/m);
  });
});
