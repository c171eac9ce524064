/** @engines kurrentdb kafka mongodb minio smtp */
import { ServersOfRun, smallWorld, type SmallWorld } from '@ekey/fleet/testing';
import { openRecords, systemClock } from '@ekey/floor';
import { until, type Application, type Enterprise } from '@ekey/journeys';
import { accountKey, caseKey } from '@ekey/kernel';
import { withDatabase } from '@ekey/mongo/testing';
import { readConfig, type AccessRecord, type HostAnswer } from '@ekey/platform';
import { runCommand } from '../../src/host/run-command';

const servers = new ServersOfRun();
const server = { name: 'mongo', url: servers.given.mongo, isAtomic: true };
const REASON = 'request 4711';
let world: SmallWorld;
let settings: Readonly<Record<string, string>>;
let applicant: Enterprise;
let application: Application;
let persons: readonly string[];

const run = (...words: readonly string[]): Promise<HostAnswer> => runCommand(words, settings);
const erase = (): Promise<HostAnswer> => run('erase', '--case', application.id, '--reason', REASON);
const unmasked = async (): Promise<string> =>
  (await run('replay', '--case', application.id, '--purpose', 'to see what is left')).text;

beforeAll(async () => {
  world = await smallWorld({ engines: await servers.start() });
  settings = world.fleet.of('intake')[0]!.environment;
  ({ enterprise: applicant, application } = await world.scene.submitted());
  const { authorisedUser, legalRepresentative } = applicant.facts;
  persons = [legalRepresentative.name, authorisedUser.mobile, legalRepresentative.idNumber];
  await until('review has the case', unmasked, (text) => text.includes('review.Review-'));
}, 240_000);
afterAll(async () => {
  await world?.end();
  servers.stop();
}, 60_000);

const keyOf = (owner: string): Promise<object | null> =>
  withDatabase(server, `${settings['MONGODB_PREFIX']}-keys`, (keys) =>
    keys.collection<{ _id: string }>('keys').findOne({ _id: owner }),
  );
async function accessesOf(service: string): Promise<readonly AccessRecord[]> {
  const records = await openRecords(readConfig(settings), [service], systemClock);
  const entries = await (await records.accessLog()).read({ service, subject: application.id, after: 0, limit: 100 });
  await records.close();
  return entries.filter(({ action }) => action === 'erase');
}

describe('erasing on servers', () => {
  it('is refused for a live case, and recorded as refused', async () => {
    expect(await erase()).toEqual({ ok: false, text: expect.stringMatching(/nothing was erased: case .* is live/) });
    expect(await keyOf(caseKey(application.id))).not.toBeNull();
    for (const service of ['intake', 'review'])
      expect(await accessesOf(service)).toMatchObject([{ outcome: 'refused', purpose: REASON }]);
  });

  it('takes the persons of a case out of the logs of all services, and the key out of the store', async () => {
    for (const person of persons) expect(await unmasked()).toContain(person);
    await application.withdraws();
    await application.awaits('WITHDRAWN');
    expect(await erase()).toMatchObject({ ok: true, text: /the key of case:.* is destroyed/ });
    expect(await keyOf(caseKey(application.id))).toBeNull();
    const left = await unmasked();
    expect(left).toContain('review.Review-');
    for (const person of persons) expect(left).not.toContain(person);
    expect((await accessesOf('intake')).at(-1)).toMatchObject({ outcome: 'granted', caller: { kind: 'host' } });
  });

  it('is noticed by every process, also by those that had opened what is erased', async () => {
    const form = () =>
      applicant.http.send<{ code?: string }>('GET', `/api/intake/v1/applications/${application.id}/form`);
    await until('the form is gone', form, ({ bytes }) => persons.every((person) => !bytes.includes(person)));
    expect(await keyOf(accountKey((await whoAmI()) ?? ''))).not.toBeNull();
  });

  it('leaves nothing behind that cannot be read: everything still replays, and nothing halts', async () => {
    expect(await run('check')).toMatchObject({ ok: true });
    for (const { service, environment: own } of world.fleet.all()) {
      expect(await runCommand(['replay', '--rebuild', service], own)).toMatchObject({ ok: true });
      expect(await runCommand(['redrive'], own)).toMatchObject({ ok: true });
    }
    expect(await erase()).toMatchObject({ ok: true });
  });

  /** The account that has begun the case. */
  async function whoAmI(): Promise<string | undefined> {
    return /"accountId":"([0-9a-f-]{36})"/.exec(await unmasked())?.[1];
  }
});
