import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { configSchema, readConfig } from '@ekey/platform';
import { ENGINE_FOLDERS, makeSecrets, SERVICES, secretsOf, type ServiceName } from '../src';
import { readCompose, ROOT, secretsMounted, type Service } from './compose-file';

const compose = readCompose();
const all = Object.entries(compose.services);
const lasting = all.filter(([, { restart }]) => restart === 'unless-stopped');
const once = all.filter(([, { restart }]) => restart !== 'unless-stopped');
const ours = SERVICES.map((name) => [name, compose.services[name]] as [ServiceName, Service]);
/** Read by the image's own start and by Node, not by the configuration. */
const OF_THE_START = ['SERVICE', 'NODE_EXTRA_CA_CERTS'];

describe('the compose file', () => {
  it('says first what is missing where nobody has made the secrets', () => {
    expect(() => readCompose({})).toThrow('run npm run secrets first');
  });

  it('starts the five services, the engines and the jobs that prepare them', () => {
    expect(lasting.map(([name]) => name)).toEqual([
      ...SERVICES,
      ...['gateway', 'kurrentdb', 'kafka', 'mongodb', 'keys', 'minio', 'mailpit', 'prometheus', 'grafana'],
    ]);
    expect(once.map(([name]) => name)).toEqual(
      ['kurrentdb', 'kafka', 'mongodb', 'keys', 'minio'].map((engine) => `prepare-${engine}`),
    );
  });

  it.each(all)('runs %s of a version that is named', (_name, { image, build }) => {
    if (build === undefined) expect(image).toMatch(/^[a-z/-]+:(v?\d+\.\d+\.\d+|RELEASE\.\d{4}-\d\d-\d\dT)/);
    else expect([image, existsSync(path.join(ROOT, build.dockerfile))]).toEqual(['ekey:local', true]);
  });

  it.each(all)('lets %s be nobody, write nowhere, gain nothing and take no more than its share', (_name, service) => {
    // That the file system is read only, capabilities are gone and logs are bounded, the shape of the file says already.
    expect(service.user).toBe('1000:1000');
    expect([service.mem_limit, service.cpus, service.pids_limit]).toEqual([
      expect.stringMatching(/^\d+[mg]$/),
      expect.any(Number),
      expect.any(Number),
    ]);
  });

  it.each(lasting)('asks %s for its health', (_name, { healthcheck }) => {
    expect(healthcheck?.test[0]).toBe('CMD');
  });

  it('starts each thing after what it needs, and waits until that is well', () => {
    for (const [name, { depends_on: needed = {} }] of all)
      for (const [other, { condition }] of Object.entries(needed)) {
        expect(compose.services).toHaveProperty([other]);
        const ends = once.some(([job]) => job === other);
        expect([name, other, condition]).toEqual([
          name,
          other,
          ends ? 'service_completed_successfully' : 'service_healthy',
        ]);
      }
    for (const [, { depends_on: needed = {} }] of ours)
      expect(Object.keys(needed).sort()).toEqual(once.map(([job]) => job).sort());
    expect(Object.keys(compose.services.gateway?.depends_on ?? {})).toEqual(expect.arrayContaining([...SERVICES]));
  });

  it('publishes the gateway alone, and the operators’ page on this machine alone', () => {
    expect(all.filter(([, { ports }]) => ports !== undefined).map(([name]) => name)).toEqual(['gateway']);
    expect(compose.services.gateway?.ports).toEqual(['443:8443', '80:8080', '127.0.0.1:8444:8444']);
    const open = Object.entries(compose.networks).filter(([, { internal }]) => internal !== true);
    expect(open.map(([name]) => name)).toEqual(['outside']);
    expect(all.filter(([, { networks }]) => networks?.includes('outside')).map(([name]) => name)).toEqual(['gateway']);
  });

  it('keeps engines and gateway apart', () => {
    expect(compose.services.gateway?.networks).not.toContain('engines');
    for (const engine of ['kurrentdb', 'kafka', 'mongodb', 'keys', 'minio'])
      expect(compose.services[engine]?.networks).toEqual(['engines']);
  });

  it('keeps what lasts in folders that are made with the secrets', () => {
    expect(Object.entries(compose.volumes).map(([name, { driver_opts }]) => [name, driver_opts.device])).toEqual(
      ENGINE_FOLDERS.map((name) => [name, `/var/lib/ekey-data/${name}`]),
    );
    const mounted = all.flatMap(([, { volumes = [] }]) => volumes);
    for (const name of ENGINE_FOLDERS)
      expect(mounted.filter((volume) => volume.startsWith(`${name}:`))).toEqual([
        expect.stringMatching(new RegExp(`^${name}:/.*:nocopy$`)),
      ]);
  });

  it('mounts nothing of this machine that is not there, and nothing to be written', () => {
    const mounted = all.flatMap(([, { volumes = [] }]) => volumes.filter((volume) => volume.startsWith('.')));
    for (const volume of mounted) {
      const [source = '', , mode] = volume.split(':');
      expect([volume, existsSync(path.join(ROOT, source)), mode]).toEqual([volume, true, 'ro']);
    }
  });
});

describe('the settings of the services', () => {
  const given = (service: Service): Record<string, string> => service.environment ?? {};

  it.each([...ours, ...once.filter(([, { build }]) => build !== undefined)])('fit for %s', (_name, service) => {
    const known = new Set([...Object.keys(configSchema.shape), ...OF_THE_START]);
    expect(Object.keys(given(service)).filter((name) => !known.has(name))).toEqual([]);
    expect(readConfig(given(service))).toMatchObject({
      PLATFORM: 'distributed',
      EVENT_STORE: 'kurrent',
      VIEWS: 'mongo',
    });
  });

  it.each(ours)('give %s a user of its own on every engine, over TLS wherever there is one', (name, service) => {
    const config = readConfig(given(service));
    const { KURRENTDB_USER, KAFKA_USER, MONGODB_USER, KEYS_MONGODB_USER, MINIO_USER } = config;
    const opensDocuments = secretsOf(name).includes('minio-secret-key');
    const users = [
      KURRENTDB_USER,
      KAFKA_USER,
      MONGODB_USER,
      KEYS_MONGODB_USER,
      ...(opensDocuments ? [MINIO_USER] : []),
    ];
    expect(users).toEqual(users.map(() => `ekey-${name}`));
    expect(config).toMatchObject({ KAFKA_TLS: true, KAFKA_SASL: 'plain', COOKIE_SECURE: true });
    expect(config.KURRENTDB_URL).not.toContain('tls=false');
    for (const url of [config.MONGODB_URL, config.KEYS_MONGODB_URL]) expect(url).toContain('tls=true');
    expect(config.MINIO_URL).toMatch(/^https:/);
    expect(config.SMTP_URL).not.toContain('tls=none');
    expect(given(service)).toMatchObject({ SERVICE: name, NODE_EXTRA_CA_CERTS: '/run/secrets/ca.pem' });
  });

  it('name the ports of the gateway where they are not those that go without saying', () => {
    const place = { EKEY_UID: '1000', EKEY_GID: '1000', EKEY_DATA: '/srv/ekey', EKEY_HOST: 'ekey.example' };
    const addresses = (ports: Record<string, string>) =>
      readConfig(given(readCompose({ ...place, ...ports }).services.intake as Service));
    expect(addresses({ EKEY_HTTPS_PORT: '443', EKEY_HTTP_PORT: '80' })).toMatchObject({
      ...{ PORTAL_URL: 'https://ekey.example', SERVICE_URL: 'https://ekey.example', PKI_URL: 'http://ekey.example' },
    });
    expect(addresses({ EKEY_HTTPS_PORT: '9443', EKEY_HTTP_PORT: '9080' })).toMatchObject({
      ...{ PORTAL_URL: 'https://ekey.example:9443', PKI_URL: 'http://ekey.example:9080' },
    });
  });

  it('name servers that are there', () => {
    const config = readConfig(given(compose.services.notify as Service));
    const addresses = [
      config.KURRENTDB_URL,
      config.MONGODB_URL,
      config.KEYS_MONGODB_URL,
      config.MINIO_URL,
      config.SMTP_URL,
    ];
    const hosts = [
      ...addresses.map((url) => new URL(url).hostname),
      ...config.KAFKA_BROKERS.map((b) => b.split(':')[0]),
    ];
    expect(hosts).toEqual(['kurrentdb', 'mongodb', 'keys', 'minio', 'mailpit', 'kafka']);
    for (const host of hosts) expect(compose.services).toHaveProperty([host as string]);
  });
});

describe('the secrets', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ekey-secrets-'));
  const place = { secrets: path.join(folder, 'secrets'), data: path.join(folder, 'data') };
  beforeAll(() => void makeSecrets({ ...place, host: 'ekey.example', now: new Date() }));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('that the file names are all made by the script', () => {
    const missing = Object.values(compose.secrets).filter(({ file }) => {
      const [, , ...rest] = file.split('/');
      return !file.startsWith('./secrets/') || !existsSync(path.join(place.secrets, ...rest));
    });
    expect(missing).toEqual([]);
  });

  it('are each given to somebody, and nobody is given one that is not there', () => {
    const given = all.flatMap(([, service]) => [...secretsMounted(compose, service).values()]);
    expect(given.filter((file) => !file.startsWith('./secrets/'))).toEqual([]);
    const files = Object.values(compose.secrets).map(({ file }) => file);
    expect([...new Set(given)].sort()).toEqual([...files].sort());
  });

  it.each(ours)('that %s needs lie where it looks, and no other', (name, service) => {
    const mounted = secretsMounted(compose, service);
    expect([...mounted.keys()].sort()).toEqual([...secretsOf(name), 'ca.pem'].sort());
    for (const [target, file] of mounted)
      expect(file).toMatch(new RegExp(`^./secrets/(${name}/)?${target.replace('.', '\\.')}$`));
  });

  /** The keys that sources below a folder ask for by name. */
  function askedBelow(place: string): readonly string[] {
    const own = path.join(ROOT, place);
    const files = existsSync(own) ? readdirSync(own, { recursive: true, encoding: 'utf8' }) : [];
    return files
      .filter((file) => /(?<!\.spec)\.ts$/.test(file))
      .flatMap((file) => [...readFileSync(path.join(own, file), 'utf8').matchAll(/secrets\.bytes\('([a-z-]+)'\)/g)])
      .map(([, key]) => `${key}.key`);
  }

  it.each(ours)('that the code of %s asks for are among them, and those of the floor that it stands on', (name) => {
    expect(secretsOf(name)).toEqual(expect.arrayContaining([...askedBelow(`services/${name}/src`)]));
    const floor = [...askedBelow('libs/floor/src'), ...askedBelow('libs/platform/src')];
    expect(floor.length).toBeGreaterThan(4);
    // Of the floor, only the certificate authority is not for everybody.
    const ofAll = floor.filter((key) => name === 'issuance' || key !== 'ca-passphrase.key');
    expect(secretsOf(name)).toEqual(expect.arrayContaining(ofAll));
  });

  it('of one service are not those of another, nor is the key of the authority given to anybody', () => {
    for (const [name, service] of ours)
      for (const file of secretsMounted(compose, service).values())
        for (const other of SERVICES) if (other !== name) expect(file).not.toContain(`/${other}/`);
    expect(Object.values(compose.secrets).map(({ file }) => file)).not.toContain('./secrets/ca-key.pem');
  });

  it('and the settings of this machine are never committed', () => {
    const ignored = readFileSync(path.join(ROOT, '.gitignore'), 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['/secrets/', '/.env', '/engines-data/']));
  });
});

describe('Docker itself', () => {
  const isThere = spawnSync('docker', ['compose', 'version']).status === 0;

  // Where there is no Docker, what is above is all that can be known, and this says so instead of passing for more.
  it(isThere ? 'takes the file' : 'is not here: the shape above stands for what it would say', () => {
    if (!isThere) return expect(spawnSync('docker', ['compose', 'version']).status).not.toBe(0);
    const env = { ...process.env, EKEY_UID: '1000', EKEY_GID: '1000', EKEY_DATA: os.tmpdir() };
    const { status, stderr } = spawnSync('docker', ['compose', 'config', '-q'], { cwd: ROOT, env, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});
