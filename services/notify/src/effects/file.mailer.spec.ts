import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ACCOUNT, CASE, NOTICE } from '../testing/letters';
import { FileMailer } from './file.mailer';
import { MailServerUnavailable, type OutgoingMail } from './mailer.port';
import { readMessage } from './read-message';

const mail: OutgoingMail = {
  ...{ noticeId: NOTICE, sending: 1, attempt: 1, askedAt: '2026-03-02T01:30:00.000Z', to: 'agent@enterprise.example' },
  ...{ owners: [`case:${CASE}`, `account:${ACCOUNT}`] },
  ...{
    subject: '调用商务部统一用户管理平台激活企业账户',
    text: '尊敬的企业用户：\n请激活。\n',
    html: '<p>请激活。</p>',
  },
};

let folder: string;
let mailer: FileMailer;
const outbox = (): string => path.join(folder, 'outbox');

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'notify-'));
  mailer = new FileMailer(outbox(), '进出口企业电子钥匙 <no-reply@ekey.example>');
});
afterEach(() => rm(folder, { recursive: true }));

describe('a mail in the outbox', () => {
  it('is one whole message that only the operating account may read', async () => {
    const { messageId } = await mailer.send(mail);
    const [name, ...others] = await readdir(outbox());
    expect(others).toEqual([]);
    expect((await stat(path.join(outbox(), name!))).mode & 0o777).toBe(0o600);
    expect((await stat(outbox())).mode & 0o777).toBe(0o700);
    expect(readMessage(await readFile(path.join(outbox(), name!)))).toMatchObject({
      ...{ messageId, to: mail.to, subject: mail.subject, text: mail.text },
      from: '进出口企业电子钥匙 <no-reply@ekey.example>',
    });
  });
  it('names neither recipient nor case in its file name', async () => {
    await mailer.send(mail);
    const [name] = await readdir(outbox());
    expect(name).toMatch(new RegExp(`^20260302T013000000Z_${NOTICE}_1-1_[0-9a-f]{32}-[0-9a-f]{32}\\.eml$`));
    expect(name).not.toContain(CASE);
  });
  it('is not written twice when the attempt is repeated after a crash', async () => {
    await mailer.send(mail);
    const [name] = await readdir(outbox());
    await writeFile(path.join(outbox(), name!), 'untouched');
    expect(await mailer.send(mail)).toEqual({ messageId: `<${NOTICE}.1@ekey.example>` });
    expect(await readFile(path.join(outbox(), name!), 'utf8')).toBe('untouched');
    expect(await readdir(outbox())).toHaveLength(1);
  });
  it('is written whole where a crash has left a part of it', async () => {
    await mailer.send(mail);
    const [name] = await readdir(outbox());
    const whole = await readFile(path.join(outbox(), name!));
    await rm(path.join(outbox(), name!));
    await writeFile(path.join(outbox(), `${name}.partial`), whole.subarray(0, 20));
    expect(await mailer.list(10)).toEqual([]);
    await mailer.send(mail);
    expect(await readdir(outbox())).toEqual([name]);
    expect(await readFile(path.join(outbox(), name!))).toEqual(whole);
  });
  it('that cannot be written says what is wrong with the disk, and blames no mail server', async () => {
    await writeFile(outbox(), 'a file where the folder should be');
    const fault: unknown = await mailer.send(mail).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'EEXIST', message: expect.stringContaining(outbox()) as string });
    expect(fault).not.toBeInstanceOf(MailServerUnavailable);
  });
});

describe('the outbox', () => {
  it('lists the newest mails first and pages by name', async () => {
    for (const [attempt, minute] of [30, 31, 32].entries()) {
      await mailer.send({ ...mail, attempt: attempt + 1, askedAt: `2026-03-02T01:${minute}:00.000Z` });
    }
    const [newest, next] = await mailer.list(2);
    expect([newest?.attempt, next?.attempt]).toEqual([3, 2]);
    expect(newest).toMatchObject({ noticeId: NOTICE, sending: 1, askedAt: '2026-03-02T01:32:00.000Z' });
    expect((await mailer.list(2, next?.name)).map(({ attempt }) => attempt)).toEqual([1]);
  });
  it('is empty before the first mail', async () => expect(await mailer.list(10)).toEqual([]));
  it('gives a mail by its name', async () => {
    await mailer.send(mail);
    const [kept] = await mailer.list(1);
    expect(readMessage((await mailer.read(kept!.name))!).subject).toBe(mail.subject);
  });
  it('gives nothing for a name that is not one of its own', async () => {
    await mailer.send(mail);
    const [kept] = await mailer.list(1);
    await writeFile(path.join(folder, 'secret'), 'secret');
    for (const name of [
      '../secret',
      '..',
      '',
      `x${kept!.name}`,
      `${kept!.name}.partial`,
      kept!.name.replace('_1-1_', '_1-2_'),
    ]) {
      expect(await mailer.read(name)).toBeNull();
    }
  });
});

describe('forgetting an owner', () => {
  const ofOther: OutgoingMail = { ...mail, noticeId: NOTICE.replace('0f', '1f'), owners: ['case:other'] };
  it('removes every mail with data of that owner, also a part of one, and no other', async () => {
    await mailer.send(mail);
    const [name] = await readdir(outbox());
    await writeFile(path.join(outbox(), `${name}.partial`), 'a part');
    await mailer.send(ofOther);
    await mailer.forget(`account:${ACCOUNT}`);
    expect((await mailer.list(10)).map(({ noticeId }) => noticeId)).toEqual([ofOther.noticeId]);
    expect(await readdir(outbox())).toHaveLength(1);
  });
  it('changes nothing where there is none', async () => {
    await mailer.forget(`case:${CASE}`);
    await mailer.send(ofOther);
    await mailer.forget(`case:${CASE}`);
    expect(await readdir(outbox())).toHaveLength(1);
  });
});
