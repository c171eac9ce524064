import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeAuthority, makeServerCertificate } from './certificates';
import { makeSecrets, SecretLost, type Installation } from './make-secrets';
import { keyFiles, passwordFiles, SERVICES } from './secret-plan';

const root = mkdtempSync(path.join(os.tmpdir(), 'ekey-secrets-'));
const installation: Installation = {
  secrets: path.join(root, 'secrets'),
  data: path.join(root, 'data'),
  host: 'ekey.example',
  now: new Date('2026-03-02T01:00:00Z'),
};
const read = (file: string): Buffer => readFileSync(path.join(installation.secrets, file));
const text = (file: string): string => read(file).toString('utf8');
const everything = (): ReadonlyMap<string, string> => {
  const files = readdirSync(installation.secrets, { recursive: true, encoding: 'utf8' });
  const kept = files.filter((file) => statSync(path.join(installation.secrets, file)).isFile());
  return new Map(kept.map((file) => [file, read(file).toString('base64')]));
};

let made: readonly string[];
beforeAll(() => void (made = makeSecrets(installation)));
afterAll(() => rmSync(root, { recursive: true }));

describe('the secrets of an installation', () => {
  it('are made once, for their owner alone', () => {
    const before = everything();
    expect(made.length).toBe(before.size);
    for (const file of before.keys()) expect(statSync(path.join(installation.secrets, file)).mode & 0o777).toBe(0o600);
    expect(statSync(installation.secrets).mode & 0o777).toBe(0o700);
    expect(makeSecrets(installation)).toEqual([]);
    expect(everything()).toEqual(before);
  });

  it('are random, each of its own', () => {
    for (const file of keyFiles) expect(read(file)).toHaveLength(32);
    for (const file of passwordFiles) expect(text(file)).toMatch(/^[\w-]{32}$/);
    const all = [...keyFiles, ...passwordFiles].map((file) => read(file).toString('hex'));
    expect(new Set(all).size).toBe(all.length);
  });

  it('let the broker know every service, and know it by what the service says', () => {
    const logins = text('kafka-logins');
    for (const service of SERVICES)
      expect(logins).toContain(`user_ekey-${service}="${text(`${service}/kafka-password`)}"`);
    expect(logins.match(/";/g)).toHaveLength(1);
    expect(text('mail-logins')).toBe(`ekey-notify:${text('notify/smtp-password')}\n`);
  });

  it('follow a password that was changed by hand', () => {
    writeFileSync(path.join(installation.secrets, 'intake/kafka-password'), 'another');
    expect(makeSecrets(installation)).toEqual(['kafka-logins']);
    expect(text('kafka-logins')).toContain('user_ekey-intake="another"');
  });

  it('are not made anew where data are there that only the old ones open', () => {
    const key = path.join(installation.secrets, 'master-key.key');
    const kept = readFileSync(key);
    rmSync(key);
    writeFileSync(path.join(installation.data, 'keys/WiredTiger'), '');
    expect(() => makeSecrets(installation)).toThrow(new SecretLost(key, installation.data));
    expect(() => readFileSync(key)).toThrow('ENOENT');
    writeFileSync(key, kept, { mode: 0o600 });
    rmSync(path.join(installation.data, 'keys/WiredTiger'));
  });
});

describe('the certificates', () => {
  const authority = (): X509Certificate => new X509Certificate(read('ca.pem'));

  it.each(['kurrentdb.crt', 'kafka.pem', 'mongodb.pem', 'keys.pem', 'minio.crt', 'mailpit.crt'])(
    '%s is for the server of that name, from the authority of this installation',
    (file) => {
      const certificate = new X509Certificate(/-----BEGIN CERTIFICATE[^]*/.exec(text(file))?.[0] ?? '');
      expect(certificate.verify(authority().publicKey)).toBe(true);
      expect(certificate.checkIssued(authority())).toBe(true);
      for (const name of [path.parse(file).name, 'localhost']) expect(certificate.checkHost(name)).toBe(name);
      expect(certificate.checkHost('elsewhere')).toBeUndefined();
      expect(certificate.ca).toBe(false);
      expect(new Date(certificate.validTo).getUTCFullYear()).toBe(2028);
    },
  );

  it('are renewed when that is asked for, but never one that somebody else has signed', () => {
    const [before, foreign] = [everything(), text('minio.crt')];
    const later = { ...installation, now: new Date('2027-11-02T01:00:00Z'), renewCertificates: true };
    const { certificate: bought } = makeServerCertificate(['ekey.example'], makeAuthority(later.now), later.now);
    writeFileSync(path.join(installation.secrets, 'gateway.crt'), bought);
    const renewed = makeSecrets(later);
    expect(renewed).toHaveLength(9);
    expect(renewed).not.toContain('gateway.crt');
    expect(text('gateway.crt')).toBe(bought);
    expect(text('minio.crt')).not.toBe(foreign);
    expect(read('ca.pem').toString('base64')).toBe(before.get('ca.pem'));
  });
});
