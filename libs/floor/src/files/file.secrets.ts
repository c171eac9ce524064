import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { UnreadableStore } from '@ekey/sqlite';
import type { Secrets } from '@ekey/platform';
import { readIfThere, writePrivate } from './files';

const SIZE = 32;

/** Secrets as files of mode 0600, made at first need and read once. */
export class FileSecrets implements Secrets {
  private readonly known = new Map<string, Buffer>();
  private readonly making = new Map<string, Promise<string>>();

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  async bytes(name: string): Promise<Buffer> {
    return this.bytesNow(name);
  }

  /** @throws UnreadableStore where the file is there but not 32 bytes: making another would lock everything it sealed. */
  bytesNow(name: string): Buffer {
    const bytes = this.known.get(name) ?? this.kept(name) ?? this.made(name);
    this.known.set(name, bytes);
    return Buffer.from(bytes);
  }

  text(name: string, make: () => Promise<string>): Promise<string> {
    const file = this.fileOf(name, 'txt');
    const kept = readIfThere(file);
    if (kept !== undefined) return Promise.resolve(kept.toString('utf8'));
    const making = this.making.get(name) ?? make().then((text) => (writePrivate(file, text), text));
    this.making.set(name, making);
    return making.finally(() => this.making.delete(name));
  }

  private kept(name: string): Buffer | undefined {
    const file = this.fileOf(name, 'key');
    const kept = readIfThere(file);
    if (kept !== undefined && kept.length !== SIZE) throw new UnreadableStore(file, `must hold ${SIZE} bytes`);
    return kept;
  }

  private made(name: string): Buffer {
    const fresh = randomBytes(SIZE);
    writePrivate(this.fileOf(name, 'key'), fresh);
    return fresh;
  }

  private fileOf(name: string, extension: string): string {
    if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new RangeError(`not the name of a secret: ${name}`);
    return path.join(this.folder, `${name}.${extension}`);
  }
}
