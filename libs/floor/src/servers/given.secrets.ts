import path from 'node:path';
import type { Secrets } from '@ekey/platform';
import { SECRET_SIZE, secretFile } from '../files/file.secrets';
import { readIfThere } from '../files/files';

/** A secret that the operator has to give is not there, or not whole. */
export class SecretMissing extends Error {
  constructor(file: string, wanted: string) {
    super(`${file} must hold ${wanted}: give it, the same to every process that asks for it`);
    this.name = 'SecretMissing';
  }
}

/** Secrets as files that the operator gives: nothing is made here, since every process must know the same. */
export class GivenSecrets implements Secrets {
  private readonly known = new Map<string, Buffer>();

  constructor(private readonly folder: string) {}

  /** @throws SecretMissing naming the file. */
  async bytes(name: string): Promise<Buffer> {
    const file = secretFile(this.folder, name);
    const bytes = this.known.get(name) ?? readIfThere(file);
    if (bytes?.length !== SECRET_SIZE) throw new SecretMissing(file, `${SECRET_SIZE} bytes`);
    this.known.set(name, bytes);
    return Buffer.from(bytes);
  }
}

/**
 * The password of a server: a line of text.
 * @param folder `SECRETS_DIR`; passwords are given there only.
 * @throws SecretMissing naming the file.
 */
export function passwordOf(folder: string | undefined, name: string): string {
  if (folder === undefined) throw new SecretMissing(`SECRETS_DIR/${name}`, 'a password');
  const file = path.join(folder, name);
  const password =
    readIfThere(file)
      ?.toString('utf8')
      .replace(/\r?\n$/, '') ?? '';
  if (password === '' || /[\r\n]/.test(password)) throw new SecretMissing(file, 'a password in one line');
  return password;
}

/** A user with his password, where one is set. @throws SecretMissing */
export const credentialsOf = (
  folder: string | undefined,
  username: string | undefined,
  secret: string,
): { readonly username: string; readonly password: string } | undefined =>
  username === undefined ? undefined : { username, password: passwordOf(folder, secret) };
