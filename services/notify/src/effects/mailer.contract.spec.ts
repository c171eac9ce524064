import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SmtpDouble } from '../../test/smtp-double';
import { FileMailer } from './file.mailer';
import { describeMailerContract, SENDER } from './mailer.contract';
import { readMessage } from './read-message';
import { SmtpMailer } from './smtp.mailer';

const isOf = (noticeId: string) => (message: Buffer) => readMessage(message).messageId.startsWith(`<${noticeId}.`);

describeMailerContract('files', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'notify-'));
  const outbox = path.join(folder, 'outbox');
  const mailer = new FileMailer(outbox, SENDER);
  const read = async ({ name }: { name: string }): Promise<Buffer> => (await mailer.read(name))!;
  return {
    mailer,
    arrived: async (noticeId) => (await Promise.all((await mailer.list(100)).map(read))).filter(isOf(noticeId)),
    breakDown: () => writeFile(outbox, 'a file where the folder should be'),
    dispose: () => rm(folder, { recursive: true }),
  };
});

describeMailerContract('smtp', async () => {
  const server = await SmtpDouble.open();
  const mailer = new SmtpMailer({ url: `smtp://${server.host}?tls=none`, from: SENDER });
  return {
    mailer,
    arrived: async (noticeId) => server.taken.map(({ bytes }) => bytes).filter(isOf(noticeId)),
    breakDown: () => server.close(),
    dispose: async () => {
      mailer.close();
      await server.close();
    },
  };
});
