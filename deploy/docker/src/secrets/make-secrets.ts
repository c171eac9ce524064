import { randomBytes, X509Certificate } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writePrivate } from '@ekey/floor';
import { makeAuthority, makeServerCertificate, type KeyPair } from './certificates';
import { kafkaLogins, mailLogins } from './logins';
import { keyFiles, LASTING, passwordFiles, serversBehind, type CertifiedServer } from './secret-plan';

/** The folders of the engines below the folder of data: each its own, so that each may be put on a disk of its own. */
export const ENGINE_FOLDERS = [
  'kurrentdb',
  'kafka',
  'mongodb',
  'keys',
  'minio',
  'authority',
  'prometheus',
  'grafana',
] as const;

export interface Installation {
  readonly secrets: string;
  readonly data: string;
  /** The name under which people reach the gateway. */
  readonly host: string;
  /** Who the containers run as, where somebody else makes the files for them. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  readonly now: Date;
  /** Makes the certificates of the servers anew, from the same authority. */
  readonly renewCertificates?: boolean;
}

/** A key is gone and data that only it opens are there: another one would not do instead. */
export class SecretLost extends Error {
  constructor(file: string, data: string) {
    super(`${file} is missing, though ${data} holds data: restore it from the backup`);
    this.name = 'SecretLost';
  }
}

/**
 * Makes the secrets, certificates and folders that are missing; what is there stays as it is.
 * @returns what was made, relative to the folder of secrets.
 * @throws SecretLost
 */
export function makeSecrets(installation: Installation): readonly string[] {
  const { secrets, data } = installation;
  assertNothingLost(secrets, data);
  const made: string[] = [];
  const writer = new Writer(installation, made);
  for (const folder of ENGINE_FOLDERS) writer.folder(path.join(data, folder));
  for (const file of keyFiles) writer.once(file, () => randomBytes(32));
  for (const file of passwordFiles) writer.once(file, () => randomBytes(24).toString('base64url'));
  for (const file of ['mongodb-keyfile', 'keys-mongodb-keyfile'])
    writer.once(file, () => randomBytes(384).toString('base64'));
  // What follows from the passwords is written again whenever it would be another.
  const passwordOf = (file: string): string => readFileSync(path.join(secrets, file), 'utf8');
  writer.always('kafka-logins', kafkaLogins(passwordOf));
  writer.always('mail-logins', mailLogins(passwordOf));
  makeCertificates(installation, writer);
  return made;
}

function makeCertificates({ secrets, host, now, renewCertificates }: Installation, writer: Writer): void {
  const [certificateFile, keyFile] = ['ca.pem', 'ca-key.pem'];
  if (!existsSync(path.join(secrets, certificateFile)) || !existsSync(path.join(secrets, keyFile)))
    writePair(writer, makeAuthority(now), certificateFile, keyFile);
  const authority: KeyPair = {
    certificate: readFileSync(path.join(secrets, certificateFile), 'utf8'),
    key: readFileSync(path.join(secrets, keyFile), 'utf8'),
  };
  for (const server of serversBehind(host)) {
    const isThere = filesOf(server).every((file) => existsSync(path.join(secrets, file)));
    if (isThere && !(renewCertificates === true && isOurs(server, secrets, authority))) continue;
    const pair = makeServerCertificate(server.hosts, authority, now);
    if (server.files === 'single') writer.always(`${server.name}.pem`, `${pair.key}${pair.certificate}`);
    else writePair(writer, pair, `${server.name}.crt`, `${server.name}-key.pem`);
  }
}

/** The gateway's may be one that a public authority has signed: that is not ours to replace. */
function isOurs(server: CertifiedServer, secrets: string, authority: KeyPair): boolean {
  const [file = ''] = filesOf(server);
  const certificate = new X509Certificate(readFileSync(path.join(secrets, file)));
  return certificate.checkIssued(new X509Certificate(authority.certificate));
}

const filesOf = ({ name, files }: CertifiedServer): readonly string[] =>
  files === 'single' ? [`${name}.pem`] : [`${name}.crt`, `${name}-key.pem`];

function writePair(writer: Writer, { certificate, key }: KeyPair, certificateFile: string, keyFile: string): void {
  writer.always(keyFile, key);
  writer.always(certificateFile, certificate);
}

function assertNothingLost(secrets: string, data: string): void {
  const holdsData = ENGINE_FOLDERS.some((folder) => isFilled(path.join(data, folder)));
  const lost = LASTING.map((name) => path.join(secrets, `${name}.key`)).find((file) => !existsSync(file));
  if (holdsData && lost !== undefined) throw new SecretLost(lost, data);
}

const isFilled = (folder: string): boolean => existsSync(folder) && readdirSync(folder).length > 0;

/** Writes below the folder of secrets, for the owner alone. */
class Writer {
  constructor(
    private readonly installation: Installation,
    private readonly made: string[],
  ) {
    this.folder(installation.secrets);
  }

  once(file: string, make: () => string | Buffer): void {
    if (!existsSync(this.placeOf(file))) this.always(file, make());
  }

  always(file: string, content: string | Buffer): void {
    const place = this.placeOf(file);
    if (existsSync(place) && readFileSync(place).equals(Buffer.from(content))) return;
    this.folder(path.dirname(place));
    writePrivate(place, content);
    this.give(place);
    this.made.push(file);
  }

  folder(place: string): void {
    if (existsSync(place)) return;
    mkdirSync(place, { recursive: true, mode: 0o700 });
    chmodSync(place, 0o700);
    this.give(place);
  }

  private give(place: string): void {
    const { owner } = this.installation;
    if (owner !== undefined) chownSync(place, owner.uid, owner.gid);
  }

  private placeOf(file: string): string {
    return path.join(this.installation.secrets, file);
  }
}
