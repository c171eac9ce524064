import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { UnreadableStore } from '@ekey/sqlite';
import type { Secrets } from '@ekey/platform';
import { readIfThere, writePrivate } from './files';

const SIZE = 32;

/** Secrets as files of mode 0600, made at first need. */
export class FileSecrets implements Secrets {
  private readonly making = new Map<string, Promise<string>>();

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  async bytes(name: string): Promise<Buffer> {
    return this.bytesNow(name);
  }

  /** @throws UnreadableStore where the file is there but not 32 bytes: making another would lock everything it sealed. */
  bytesNow(name: string): Buffer {
    const file = this.fileOf(name, 'key');
    const known = readIfThere(file);
    if (known !== undefined && known.length !== SIZE) throw new UnreadableStore(file, `must hold ${SIZE} bytes`);
    if (known !== undefined) return known;
    const fresh = randomBytes(SIZE);
    writePrivate(file, fresh);
    return fresh;
  }

  text(name: string, make: () => Promise<string>): Promise<string> {
    const file = this.fileOf(name, 'txt');
    const known = readIfThere(file);
    if (known !== undefined) return Promise.resolve(known.toString('utf8'));
    const making = this.making.get(name) ?? make().then((text) => (writePrivate(file, text), text));
    this.making.set(name, making);
    return making.finally(() => this.making.delete(name));
  }

  private fileOf(name: string, extension: string): string {
    if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new RangeError(`not the name of a secret: ${name}`);
    return path.join(this.folder, `${name}.${extension}`);
  }
}
