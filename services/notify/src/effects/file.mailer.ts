import { createHash } from 'node:crypto';
import { access, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { KeyOwner } from '@ekey/kernel';
import type { Mailer, OutgoingMail } from './mailer.port';
import type { KeptMail, Outbox } from './outbox.port';
import { messageIdOf, rfc5322Message } from './rfc5322-message';

/** Time asked, notice, sending, attempt, and a tag for each owner whose key the mail must not outlive. */
const FILE_NAME = /^(\d{8}T\d{9}Z)_([0-9a-f-]{36})_(\d+)-(\d+)_[0-9a-f]{32}(?:-[0-9a-f]{32})*\.eml$/;
const PARTIAL = '.partial';

/**
 * The mailer of standalone: each mail is one file that only the operating account may read. An attempt that is repeated
 * finds its file and writes nothing. What the file system refuses is thrown as it says it: it is no matter of this mail, and
 * no attempt of it is used up.
 */
export class FileMailer implements Mailer, Outbox {
  constructor(
    private readonly directory: string,
    private readonly sender: string,
  ) {}

  async send(mail: OutgoingMail): Promise<{ readonly messageId: string }> {
    const file = path.join(this.directory, fileNameOf(mail));
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    if (!(await exists(file))) await writeDurably(file, await rfc5322Message(mail, this.sender));
    return { messageId: messageIdOf(mail, this.sender) };
  }

  async forget(owner: KeyOwner): Promise<void> {
    const tag = tagOf(owner);
    const names = (await this.names()).filter((name) => name.includes(tag));
    await Promise.all(names.map((name) => rm(path.join(this.directory, name), { force: true })));
    if (names.length > 0) await syncDirectory(this.directory);
  }

  async list(limit: number, before?: string): Promise<readonly KeptMail[]> {
    const names = (await this.names()).filter((name) => before === undefined || name < before);
    return names.sort().reverse().flatMap(keptMail).slice(0, limit);
  }

  async read(name: string): Promise<Buffer | null> {
    // The name comes from a request: nothing that is not one of our own names reaches the file system.
    if (!FILE_NAME.test(name)) return null;
    return readFile(path.join(this.directory, name)).catch(unlessMissing(null));
  }

  private names(): Promise<string[]> {
    return readdir(this.directory).catch(unlessMissing([]));
  }
}

const fileNameOf = ({ askedAt, noticeId, sending, attempt, owners }: OutgoingMail): string =>
  `${askedAt.replace(/[-:.]/g, '')}_${noticeId}_${sending}-${attempt}_${owners.map(tagOf).sort().join('-')}.eml`;

function keptMail(name: string): readonly KeptMail[] {
  const [, at, noticeId, sending, attempt] = FILE_NAME.exec(name) ?? [];
  if (at === undefined || noticeId === undefined) return [];
  const askedAt = at.replace(/^(....)(..)(..)T(..)(..)(..)(...)Z$/, '$1-$2-$3T$4:$5:$6.$7Z');
  return [{ name, noticeId, sending: Number(sending), attempt: Number(attempt), askedAt }];
}

/** Finds an owner's mails without naming the owner. */
const tagOf = (owner: KeyOwner): string => createHash('sha256').update(owner).digest('hex').slice(0, 32);

/** A file of this name is whole, whenever the power goes. */
async function writeDurably(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(file + PARTIAL, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(file + PARTIAL, file);
  await syncDirectory(path.dirname(file));
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const exists = (file: string): Promise<boolean> => access(file).then(() => true, unlessMissing(false));

const unlessMissing =
  <Value>(value: Value) =>
  (error: NodeJS.ErrnoException): Value => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
