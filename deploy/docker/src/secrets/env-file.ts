import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export interface Place {
  readonly data: string;
  readonly host: string;
  readonly uid: number;
  readonly gid: number;
}

/** Something else was typed than what Compose goes by. */
export class KnownOtherwise extends Error {
  constructor(file: string, name: string, known: string) {
    super(`${file} says ${name}=${known}: change it there`);
    this.name = 'KnownOtherwise';
  }
}

/** A value that the file says, if it says any. */
export const knownIn = (file: string, name: string): string | undefined =>
  existsSync(file) ? new RegExp(`^${name}=(.*)$`, 'm').exec(readFileSync(file, 'utf8'))?.[1] : undefined;

/**
 * A value of the file; where it says none, the one that was typed.
 * @throws KnownOtherwise where the two differ, for the file alone is what Compose goes by.
 */
export function knownOr(file: string, name: string, typed: string | undefined, otherwise: string): string {
  const known = knownIn(file, name);
  if (known !== undefined && typed !== undefined && known !== typed) throw new KnownOtherwise(file, name, known);
  return known ?? typed ?? otherwise;
}

/**
 * What `docker compose` has to know of this machine, for it knows neither who called it nor where the data shall be. A file
 * that is there may have been changed by hand and stays.
 */
export function writeEnvFile(file: string, { data, host, uid, gid }: Place): boolean {
  if (existsSync(file)) return false;
  const lines = [
    '# Made by `npm run secrets`. Whose files the secrets and data are: the containers run as this user.',
    `EKEY_UID=${uid}`,
    `EKEY_GID=${gid}`,
    '# Where the engines keep their data.',
    `EKEY_DATA=${data}`,
    '# The name under which people reach the gateway, and its ports.',
    `EKEY_HOST=${host}`,
    'EKEY_HTTPS_PORT=443',
    'EKEY_HTTP_PORT=80',
    '# The page of the operators, on this machine alone.',
    'EKEY_OPERATORS_PORT=8444',
    '',
  ];
  writeFileSync(file, lines.join('\n'), { mode: 0o600, flag: 'wx' });
  return true;
}
