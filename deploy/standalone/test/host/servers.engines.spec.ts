/** @engines kurrentdb kafka mongodb minio smtp */
import { copyFileSync, cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openMinioDocuments } from '@ekey/documents/minio';
import { NO_STREAM } from '@ekey/event-store';
import { openKurrentEventStore } from '@ekey/event-store/kurrent';
import { KurrentDouble } from '@ekey/event-store/kurrent-double';
import { openSqliteEventStore } from '@ekey/event-store/sqlite';
import { enginesOf, fleetWorld, SERVICES, type FleetWorld, type Service } from '@ekey/fleet';
import { kafkaOptions, openRecords, systemClock } from '@ekey/floor';
import { enterprise, Enterprise, openHouse, readFirstAdministrator, until, type Application } from '@ekey/journeys';
import { schemaOf } from '@ekey/messaging';
import { openKafkaMessaging } from '@ekey/messaging/kafka';
import { withDatabase } from '@ekey/mongo/testing';
import { readConfig, type AccessRecord, type HostAnswer } from '@ekey/platform';
import { runCommand } from '../../src/host/run-command';

const { kafka, mongo, minio, smtp } = enginesOf(process.env);
const engines = { kafka, mongo, minio, smtp };
/** Nobody follows these logs. */
const checkpoints = { checkpoint: async () => 0, saveCheckpoint: async () => undefined };

let world: FleetWorld;
let application: Application;
let mail: string;
/** The settings of the fleet: all its processes have their folders below one. */
let settings: Readonly<Record<string, string>>;
const run = (...words: readonly string[]): Promise<HostAnswer> => runCommand(words, settings);
const folderOf = (service: string): string => path.join(settings['DATA_DIR'] ?? '', service);

beforeAll(async () => {
  world = await fleetWorld({ engines });
  settings = { ...world.fleet.of('intake')[0]?.environment };
  const { shanghai, mailbox } = await openHouse(world);
  const facts = enterprise(1);
  mail = facts.authorisedUser.email;
  const applicant = await Enterprise.registers(world, mailbox, facts);
  application = await applicant.starts();
  await application.isPrepared(shanghai);
  await application.confirms();
  await until(
    'review has the case',
    () => run('replay', '--case', application.id),
    ({ text }) => text.includes('review.Review-'),
  );
  // What is told of the case is compared word by word: nothing may be added to it meanwhile.
  await world.fleet.settled();
});
afterAll(() => world?.end());

describe('a case whose facts are on servers', () => {
  const double = new KurrentDouble();
  /** The same facts where one process would have them, and where a server has them. */
  let inFolder: Readonly<Record<string, string>>;
  let onServer: Readonly<Record<string, string>>;
  beforeAll(async () => {
    await double.start();
    onServer = { ...settings, EVENT_STORE: 'kurrent', KURRENTDB_URL: `kurrentdb://${double.address}?tls=false` };
    inFolder = { ...settings, PLATFORM: 'standalone', DATA_DIR: path.join(world.fleet.folder, 'one'), KEYS: 'mongo' };
    for (const service of SERVICES) await copyLog(service);
    cpSync(settings['SECRETS_DIR'] ?? '', path.join(inFolder['DATA_DIR'] ?? '', 'secrets'), { recursive: true });
  });
  afterAll(() => double.stop());

  async function copyLog(service: Service): Promise<void> {
    const target = path.join(inFolder['DATA_DIR'] ?? '', service);
    mkdirSync(target, { recursive: true });
    for (const end of ['', '-wal'])
      copyFileSync(path.join(folderOf(service), service, `events.db${end}`), path.join(target, `events.db${end}`));
    const file = openSqliteEventStore({ file: path.join(target, 'events.db'), owner: service, checkpoints });
    const server = openKurrentEventStore({ url: onServer['KURRENTDB_URL'] ?? '', owner: service, checkpoints });
    for (const { type, data, meta, trace } of await file.readAll(0, 10_000))
      await server.append({
        ...{ stream: meta.stream, expectedRevision: meta.revision === 0 ? NO_STREAM : meta.revision - 1, trace },
        ...{ facts: [{ type, data: data as object, schemaVersion: meta.schemaVersion }], ids: [meta.id] },
        ...{ recordedAt: meta.recordedAt, correlationId: meta.correlationId, causationId: meta.causationId },
        actor: meta.actor,
      });
    await file.close();
    await server.close();
  }

  it('is told with the same words on both floors', async () => {
    const { ok, text } = await runCommand(['replay', '--case', application.id], onServer);
    expect([ok, text]).toEqual([true, expect.stringMatching(/intake\.KeyApplication-.* SubmissionConfirmed v\d/)]);
    expect(text).toContain('review.Review-');
    expect(text).not.toContain(mail);
    expect((await runCommand(['replay', '--case', application.id], inFolder)).text).toBe(text);
    expect((await run('replay', '--case', application.id)).text).toBe(text);
  });

  it('is told with persons’ data for a purpose, which is recorded first in the access log that all processes share', async () => {
    const words = ['replay', '--case', application.id, '--purpose', 'complaint 17'];
    const { ok, text } = await runCommand(words, onServer);
    expect([ok, text]).toEqual([true, expect.stringContaining(mail)]);
    for (const service of SERVICES) expect(await lookedAt(service)).toContain('complaint 17');
    expect((await runCommand(words, inFolder)).text).toBe(text);
  });

  async function lookedAt(service: Service): Promise<readonly (string | undefined)[]> {
    const records = await openRecords(readConfig(settings), [service], systemClock);
    const asked = { service, subject: application.id, after: 0, limit: 100 };
    const entries: readonly AccessRecord[] = await (await records.accessLog()).read(asked);
    await records.close();
    return entries.map(({ purpose }) => purpose);
  }

  it('is not told by half: where a log is missing, or a server away, that is said', async () => {
    const elsewhere = { ...settings, DATA_DIR: path.join(world.fleet.folder, 'elsewhere') };
    expect(await runCommand(['replay', '--case', application.id], elsewhere)).toEqual({
      ok: false,
      text: `${path.join(elsewhere.DATA_DIR, 'intake')} holds no log: set DATA_DIR to where those of all services are`,
    });
    const away = { ...onServer, KURRENTDB_URL: 'kurrentdb://127.0.0.1:1?tls=false' };
    const { ok, text } = await runCommand(['replay', '--case', application.id], away);
    expect([ok, text]).toEqual([false, expect.stringMatching(/^the event store at 127\.0\.0\.1:1 .*$/)]);
  });

  it('is known to have been altered where it was', async () => {
    const { records } = double.log;
    const at = records.findIndex(({ stream }) => stream.startsWith('review.'));
    const [record] = records.slice(at);
    if (record !== undefined) records[at] = { ...record, data: Buffer.from('{"altered":true}') };
    const { ok, text } = await runCommand(['check'], onServer);
    expect([ok, text]).toEqual([false, expect.stringContaining(`of ${record?.stream}: `)]);
    expect(text).toMatch(/^BROKEN {2}the log of review: /m);
    expect(text).toMatch(/its checksum is wrong$/m);
    if (record !== undefined) records[at] = record;
  });
});

describe('a check of what is on servers', () => {
  const checked = () => run('check');

  it('reads every record, opens every seal and compares the documents with the facts that name them', async () => {
    const { ok, text } = await checked();
    expect([ok, text]).toEqual([true, expect.stringMatching(/^Nothing is broken\.$/m)]);
    for (const service of SERVICES) expect(text).toContain(`ok      the log of ${service}: `);
    expect(text).toMatch(/the log of intake \(seals\): [1-9]/);
    expect(text).toMatch(new RegExp(`ok {6}.*${settings['MINIO_BUCKET']}: [1-9]`));
  });

  it('names the document that a fact names and that is gone', async () => {
    const config = readConfig(settings);
    const documents = openMinioDocuments({
      ...{ ...minio, bucket: config.MINIO_BUCKET, region: config.MINIO_REGION },
      ...{ personalData: { sealBytes: never, openBytes: never }, clock: systemClock },
    });
    const [page = ''] = await namedDocuments();
    await documents.remove(page);
    documents.close();
    const { ok, text } = await checked();
    expect([ok, text]).toEqual([false, expect.stringMatching(new RegExp(`^1 broken:\n.*${page}: is missing$`, 'm'))]);
  });

  const never = (): never => {
    throw new Error('removing needs no keys');
  };

  /** As the log of intake has them. */
  async function namedDocuments(): Promise<readonly string[]> {
    const { text } = await run('replay', '--case', application.id);
    return text.match(new RegExp(`${application.id}/[0-9a-f]{64}`, 'g')) ?? [];
  }
});

describe('the process of a service', () => {
  it('takes commands of its host over a socket that its owner alone can enter', () => {
    for (const service of SERVICES)
      expect(statSync(path.join(folderOf(service), 'admin.sock')).mode & 0o777).toBe(0o600);
  });

  it('compares its views with its facts, and takes what was built where they differ', async () => {
    for (const service of SERVICES) {
      const { ok, text } = await run('replay', '--rebuild', service);
      expect([service, ok, text]).toEqual([service, true, expect.stringMatching(/ v\d+: equal \(\d+ documents\)/)]);
    }
    const server = { name: 'mongo', url: settings['MONGODB_URL'] ?? '', isAtomic: true };
    await withDatabase(server, `${settings['MONGODB_PREFIX']}-review`, (database) =>
      database.collection('view.review-queue.1').deleteMany({}),
    );
    expect(await run('replay', '--rebuild', 'review')).toMatchObject({
      ok: false,
      text: /review-queue v\d+: DIFFERENT/,
    });
    expect(await run('replay', '--rebuild', 'review', '--switch')).toEqual({ ok: true, text: expect.any(String) });
    expect(await run('replay', '--rebuild', 'review')).toEqual({ ok: true, text: expect.any(String) });
  });

  it('tries again what it could not handle, and tells what still cannot be, and why', async () => {
    expect(await run('redrive')).toMatchObject({
      ok: true,
      text: /^intake: 0 dealt with, 0 still parked\n.*notify: 0/s,
    });
    await tellNonsense('account-2');
    const { ok, text } = await until(
      'notify has given it up',
      () => run('redrive', '--service', 'notify'),
      (answer) => !answer.ok,
    );
    expect([ok, text]).toEqual([
      false,
      expect.stringMatching(/^0 dealt with, 1 still parked\nnotify: when-notice-queued.*: TypeError/),
    ]);
    expect(await run('redrive', '--case', application.id)).toEqual({ ok: true, text: expect.any(String) });
  });

  /** What no release of intake publishes. */
  async function tellNonsense(subject: string): Promise<void> {
    const messaging = openKafkaMessaging(kafkaOptions(readConfig(settings)));
    const [type, id] = ['intake.PasswordResetRequested.v1', '7a6b5c4d-3e2f-4a1b-9c8d-000000000002'] as const;
    await messaging.publish('intake.events', [
      {
        ...{ specversion: '1.0', id, source: '/ekey/intake', type, subject, time: world.now(), data: {} },
        ...{ datacontenttype: 'application/json', dataschema: schemaOf(type), correlationid: id, causationid: id },
        ...{ stream: `intake.Account-${subject}`, sequence: 1 },
      },
    ]);
    await messaging.close();
  }

  it('lets the security administrator in again where it is that of review', async () => {
    const { ok, text } = await run('admin:recover');
    expect([ok, readFirstAdministrator(text).login]).toEqual([true, 'admin']);
    expect(readFirstAdministrator(text).password).not.toBe(world.firstAdministrator.password);
  });

  it('records who had a key before where it is that of intake', async () => {
    const file = path.join(world.fleet.folder, 'holders.csv');
    writeFileSync(file, `uscc\n${enterprise(7).uscc}\n`);
    expect(await run('import:holders', file)).toMatchObject({ ok: true, text: /1/ });
  });

  it('is named where there is none, and so is what is done another way', async () => {
    expect(await run('redrive', '--service', 'accounting')).toMatchObject({
      ok: false,
      text: 'there is no service accounting: name one of intake, review, issuance, renewal, notify',
    });
    await world.fleet.of('notify')[0]?.stop();
    expect(await run('redrive', '--service', 'notify')).toEqual({
      ok: false,
      text: `no process of notify runs on ${settings['DATA_DIR']}: give the command where one does`,
    });
    expect(await run('backup', '--to', 'x')).toMatchObject({ ok: false, text: /back-up-and-restore-distributed/ });
  });
});
