import { existsSync, writeFileSync } from 'node:fs';

export interface Place {
  readonly data: string;
  readonly host: string;
  readonly uid: number;
  readonly gid: number;
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
