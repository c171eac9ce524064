import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readMessage, smtpMailing, type SmtpMailing } from '@ekey/notify';
import { EngineSet } from '../src';

const DESKS = 6;
const MORE = 60;
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20);
}

/** A mail server of its own, which is killed here: the one that other specs share goes on. */
describe('a mail server', () => {
  const data = mkdtempSync(path.join(tmpdir(), 'smtp-outage-'));
  const engines = new EngineSet({ data, firstPort: 29_600 });
  const { host, port, maildir } = engines.address('smtp');
  let mailing: SmtpMailing;
  let isSending = true;

  const mail = (noticeId: string) => ({
    ...{ noticeId, sending: 1, attempt: 1, askedAt: '2026-03-02T01:30:00.000Z', owners: [] },
    ...{ to: 'agent@enterprise.example', subject: '请激活', text: '请激活。\n', html: '<p>请激活。</p>' },
  });
  const messageIds = (): string[] => {
    const folder = path.join(maildir, 'new');
    const names = existsSync(folder) ? readdirSync(folder) : [];
    const texts = names.map((name) => readFileSync(path.join(folder, name), 'latin1').replace(/\r?\n/g, '\r\n'));
    return texts.map((text) => readMessage(Buffer.from(text, 'latin1')).messageId);
  };

  beforeAll(() => {
    // Open to the users whom the server gives its rights up to.
    chmodSync(data, 0o755);
    const deadlines = { connect: 1_000, silence: 2_000, send: 3_000 };
    mailing = smtpMailing({ url: `smtp://${host}:${port}?tls=none`, from: 'no-reply@ekey.example', deadlines });
  });
  afterAll(async () => {
    isSending = false;
    mailing.close();
    await engines.kill('smtp');
    rmSync(data, { recursive: true });
  });

  it('is waited for, while it is away, by a service that starts first', async () => {
    await expect(mailing.mailer.send(mail(randomUUID()))).rejects.toThrow('not taken over');
    await engines.start('smtp');
    await mailing.assertReachable();
    await mailing.mailer.send(mail(randomUUID()));
  });

  it('loses no mail that it has taken over when it is killed, and gets none under two names', async () => {
    const acknowledged: string[] = [];
    // As a notice does: again until it is taken over, and only then the next.
    const desk = async (): Promise<void> => {
      for (let noticeId = randomUUID(); isSending;) {
        const sent = await mailing.mailer.send(mail(noticeId)).catch(() => sleep(50, undefined));
        if (sent === undefined) continue;
        acknowledged.push(sent.messageId);
        noticeId = randomUUID();
      }
    };
    const desks = Array.from({ length: DESKS }, desk);
    await until(() => acknowledged.length > MORE);
    await engines.kill('smtp');
    const beforeItCameBack = acknowledged.length;
    await engines.start('smtp');
    await until(() => acknowledged.length > beforeItCameBack + MORE);
    isSending = false;
    await Promise.all(desks);
    await until(() => {
      const there = new Set(messageIds());
      return acknowledged.every((messageId) => there.has(messageId));
    });
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    for (const messageId of messageIds()) expect(messageId).toMatch(/^<[0-9a-f-]{36}\.1@ekey\.example>$/);
  });
});
