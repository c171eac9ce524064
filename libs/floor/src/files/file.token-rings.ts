import { UnreadableStore } from '@ekey/event-store';
import type { KeptKey, KeptRing, TokenRings } from '../rotating.token-keys';
import { readIfThere, writePrivate } from './files';

/** The ring of each issuer in a file of mode 0600, which one process alone writes. */
export class FileTokenRings implements TokenRings {
  readonly areShared = false;

  constructor(private readonly fileOf: (issuer: string) => string) {}

  async read(issuer: string): Promise<KeptRing> {
    const keys = parse(this.fileOf(issuer));
    return { keys, made: keys.length };
  }

  async add(issuer: string, { keys }: KeptRing, key: KeptKey): Promise<boolean> {
    writePrivate(this.fileOf(issuer), JSON.stringify({ keys: [...keys, key] }));
    return true;
  }
}

function parse(file: string): readonly KeptKey[] {
  const content = readIfThere(file);
  if (content === undefined) return [];
  try {
    const { keys } = JSON.parse(content.toString('utf8')) as { keys: readonly KeptKey[] };
    if (keys.every(({ kid, madeAt, pkcs8, jwk }) => kid && madeAt && pkcs8 && jwk)) return keys;
  } catch {
    // What is no JSON, or JSON of another shape, is told below.
  }
  throw new UnreadableStore(file, 'does not hold a ring of keys');
}
