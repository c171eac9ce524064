import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { UnreadableStore } from '@ekey/sqlite';
import type { Secrets } from '@ekey/platform';
import { readIfThere, writePrivate } from './files';

export const SECRET_SIZE = 32;

/** Where a secret of 32 bytes stands. @throws RangeError for what is no name of one. */
export function secretFile(folder: string, name: string): string {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new RangeError(`not the name of a secret: ${name}`);
  return path.join(folder, `${name}.key`);
}

/** @throws UnreadableStore where the file is there but not 32 bytes: making another would lock everything it sealed. */
export function keptSecret(file: string): Buffer | undefined {
  const kept = readIfThere(file);
  if (kept !== undefined && kept.length !== SECRET_SIZE)
    throw new UnreadableStore(file, `must hold ${SECRET_SIZE} bytes`);
  return kept;
}

/** Secrets as files of mode 0600, made at first need and read once. */
export class FileSecrets implements Secrets {
  private readonly known = new Map<string, Buffer>();

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  async bytes(name: string): Promise<Buffer> {
    return this.bytesNow(name);
  }

  /** @throws UnreadableStore */
  bytesNow(name: string): Buffer {
    const bytes = this.known.get(name) ?? keptSecret(this.fileOf(name)) ?? this.made(name);
    this.known.set(name, bytes);
    return Buffer.from(bytes);
  }

  private made(name: string): Buffer {
    const fresh = randomBytes(SECRET_SIZE);
    writePrivate(this.fileOf(name), fresh);
    return fresh;
  }

  private fileOf(name: string): string {
    return secretFile(this.folder, name);
  }
}
