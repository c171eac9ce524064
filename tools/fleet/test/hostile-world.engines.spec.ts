/** @engines kurrentdb kafka mongodb minio smtp */
import { cp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { auditedFacts, until, type Application, type House } from '@ekey/journeys';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { Client } from 'minio';
import { MemberProcess } from '../src';
import { healthOf, namedIn } from './health';
import { ServersOfRun } from './servers-of-run';
import { smallWorld, type SmallWorld } from './small-world';

const servers = new ServersOfRun();
const { kafka: brokers, minio } = servers.given;
let world: SmallWorld;
let house: House;
let settings: Readonly<Record<string, string>>;

beforeAll(async () => {
  world = await smallWorld({ engines: await servers.start() });
  settings = world.fleet.of('intake')[0]!.environment;
  house = world.scene.house;
}, 240_000);
afterAll(async () => {
  await world?.end();
  servers.stop();
}, 60_000);

const prepared = async (): Promise<Application> => (await world.scene.prepared()).application;

describe('messages that no release of ours has published', () => {
  const send = async (...messages: readonly { key: string | null; value: string }[]): Promise<void> => {
    const kafka = new Kafka({ brokers: brokers.split(','), clientId: 'stranger', logLevel: logLevel.NOTHING });
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    await producer.send({ topic: `${settings['KAFKA_PREFIX']}intake.events`, messages: [...messages] });
    await producer.disconnect();
  };
  const event = (type: string, subject: string): string => {
    const id = '7a6b5c4d-3e2f-4a1b-9c8d-000000000009';
    return JSON.stringify({
      ...{ specversion: '1.0', id, source: '/ekey/intake', type, subject, time: world.now(), sequence: 900 },
      ...{ datacontenttype: 'application/json', dataschema: `urn:ekey:schema:${type}`, data: { unheard: 'of' } },
      ...{ correlationid: id, causationid: id, stream: `intake.KeyApplication-${subject}` },
    });
  };

  it('hold up the case that they claim to be about, and no other', async () => {
    const [held, free] = [await prepared(), await prepared()];
    await send(
      { key: held.id, value: '{"specversion":' },
      { key: null, value: 'hello' },
      // What a newer release may publish beside the old is none of this one's business yet.
      { key: free.id, value: event('intake.ApplicationBlessed.v1', free.id) },
      { key: free.id, value: event('intake.ApplicationSubmitted.v9', free.id) },
    );
    for (const application of [held, free]) await application.confirms();
    await house.shanghai.officer.awaits('pre-verification', free.id);
    const health = await until(
      'review names the case that waits',
      () => healthOf(world.fleet.of('review')[0]!),
      ({ services }) => services['review']?.parked.some(({ case: id }) => id === held.id) === true,
    );
    expect(health).toMatchObject({ httpStatus: 200, status: 'ready' });
    const parked = health.services['review']?.parked ?? [];
    expect(parked.filter(({ case: id }) => id === free.id)).toEqual([]);
    expect((await house.shanghai.officer.queue('pre-verification')).map(({ caseId }) => caseId)).not.toContain(held.id);
  }, 120_000);
});

describe('a scan that is missing or was altered in its store', () => {
  const SLOT = 'business-licence';
  let application: Application;
  let client: Client;
  let name: string;
  const bucket = (): string => settings['MINIO_BUCKET'] ?? '';
  const refused = async (): Promise<void> => {
    const page = house.shanghai.officer.page(application.id, SLOT);
    await expect(page).rejects.toMatchObject({ answer: { status: 503, body: { code: 'RecordBroken' } } });
  };
  const damaged = async (): Promise<readonly string[]> =>
    ((await healthOf(world.fleet.of('review')[0]!)).damaged ?? []).map(({ what }) => what);

  beforeAll(async () => {
    const { hostname: endPoint, port } = new URL(minio.url);
    const { accessKey, secretKey } = minio;
    client = new Client({ endPoint, port: Number(port), useSSL: false, accessKey, secretKey });
    application = await prepared();
    await application.confirms();
    await house.shanghai.officer.awaits('pre-verification', application.id);
    await house.shanghai.officer.claim(application.id);
    await house.shanghai.officer.page(application.id, SLOT);
    name = await sealedNameOf();
  }, 120_000);

  /** The one whose replacement the officer notices: names tell digests, and not slots. */
  async function sealedNameOf(): Promise<string> {
    const facts = await auditedFacts(house.auditor.http, 'intake', application.id);
    const uploaded = facts.filter(({ type, data }) => type === 'PageUploaded' && data['slot'] === SLOT).at(-1);
    const [found = ''] = JSON.stringify(uploaded).match(new RegExp(`${application.id}/[0-9a-f]{64}`)) ?? [];
    return found;
  }

  it('is refused with a code and named by health, whatever stands in its place', async () => {
    const { versionId } = await client.putObject(bucket(), name, Buffer.from('something else'));
    await refused();
    expect(await damaged()).toEqual([`document ${name}`]);
    await client.removeObject(bucket(), name, { versionId: versionId ?? '' });
    expect((await house.shanghai.officer.page(application.id, SLOT)).status).toBe(200);
    expect(await damaged()).toEqual([]);
  });

  it('is as good as lost where somebody has removed it, until that is undone', async () => {
    await client.removeObject(bucket(), name);
    await refused();
    expect(await damaged()).toEqual([`document ${name}`]);
    expect((await healthOf(world.fleet.of('review')[0]!)).status).toBe('ready');
  });
});

describe('credentials that are not those that a server knows', () => {
  const SECRET = 'correct-horse-battery-staple';

  it('are named by health, each with its server, and never told', async () => {
    const secrets = path.join(world.fleet.folder, 'other-secrets');
    await cp(settings['SECRETS_DIR'] ?? '', secrets, { recursive: true });
    for (const name of ['minio-secret-key', 'kafka-password', 'mongodb-password'])
      await writeFile(path.join(secrets, name), SECRET, { mode: 0o600 });
    const environment = {
      ...settings,
      ...{ SECRETS_DIR: secrets, DATA_DIR: path.join(world.fleet.folder, 'stranger'), LOG_LEVEL: 'trace' },
      ...{ KAFKA_SASL: 'scram-sha-256', KAFKA_USER: 'stranger', MONGODB_USER: 'stranger' },
    };
    const member = await MemberProcess.start({ service: 'intake', environment, ahead: 0 });
    try {
      const wanted = ['Kafka', 'MongoDB (intake)', 'MongoDB (sessions)', 'MinIO'];
      const health = await until(
        'each server is named',
        () => healthOf(member),
        (told) => wanted.every((server) => namedIn(told).some(({ what }) => what === server)),
      );
      expect(health.httpStatus).toBe(503);
      expect(namedIn(health).map(({ what }) => what)).not.toContain('MongoDB (keys)');
      for (const { cause } of namedIn(health)) expect(cause).toMatch(/127\.0\.0\.1|localhost/);
      expect([...member.lines, JSON.stringify(health)].join('\n')).not.toContain(SECRET);
    } finally {
      await member.kill();
    }
  }, 150_000);
});
