/** @engines kurrentdb kafka mongodb minio smtp */
import type { MemberProcess } from '@ekey/fleet';
import { ServersOfRun } from '@ekey/fleet/testing';
import { bePatientFor, HttpClient } from '@ekey/journeys';
import type { Case } from '@ekey/journeys/scene';
import { Shift } from './shift';

const PAUSED_FOR_MS = 30_000;
/** From the kill or the stop until every case has gone on, those that were with the process among them. */
const WITHIN_MS = 15_000;
/** Nobody is missed earlier: some case has waited until somebody was. */
const NOT_BEFORE_MS = 4_000;
const MINUTES = 60_000;

const servers = new ServersOfRun();

/** How many commands a process has known again. */
async function repeatsKnownBy({ url }: MemberProcess): Promise<number> {
  const text = (await new HttpClient(url).get('/metrics')).bytes.toString('utf8');
  const counts = [...text.matchAll(/^ekey_command_seconds_count\{.*outcome="repeated"\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

describe(`of two processes of each service on KurrentDB (${servers.logs}), while cases are under way`, () => {
  let shift: Shift;
  beforeAll(async () => {
    bePatientFor(2 * MINUTES);
    shift = await Shift.begin(await servers.start());
  }, 10 * MINUTES);
  afterAll(async () => {
    // None where it could not begin.
    await (shift as Shift | undefined)?.fleet.stop();
    servers.stop();
  }, MINUTES);

  it(
    'one is killed, and its work is with the other within 15 s',
    async () => {
      const { officer } = shift.scene.house.shanghai;
      const since = await shift.amid(
        ({ application }) => application.confirms(),
        () => shift.one('review').kill(),
      );
      await shift.each(({ application }) => officer.awaits('pre-verification', application.id));
      const waited = performance.now() - since;
      expect(waited).toBeGreaterThan(NOT_BEFORE_MS);
      expect(waited).toBeLessThan(WITHIN_MS);
      await shift.fleet.add('review');
    },
    5 * MINUTES,
  );

  it(
    'one sleeps for 30 s, so is its work, and what it sends once it is awake is known again',
    async () => {
      const { reviewer, maker } = shift.scene.house.provider;
      await shift.each((each) => shift.scene.passesPreVerification(each));
      await shift.each(({ application }) => reviewer.awaits('re-verification', application.id));
      const sleeper = shift.one('issuance');
      const before = await repeatsKnownBy(sleeper);
      const since = await shift.amid(
        ({ application }) => reviewer.passes('re-verification', application.id),
        () => sleeper.pause(),
      );
      const awake = new Promise((resolve) => setTimeout(resolve, PAUSED_FOR_MS)).then(() => sleeper.resume());
      await shift.each(({ application }) => maker.orders.awaits(application.id, 'start-production'));
      const waited = performance.now() - since;
      expect(waited).toBeGreaterThan(NOT_BEFORE_MS);
      expect(waited).toBeLessThan(WITHIN_MS);
      await Promise.all([awake, shift.each((each) => isHandedOver(each))]);
      await shift.isOver();
      expect(await repeatsKnownBy(sleeper)).toBeGreaterThan(before);
    },
    10 * MINUTES,
  );

  it(
    'and nothing was lost, nothing happened twice, and the views are what a replay makes',
    async () => expect(await shift.violations()).toEqual([]),
    5 * MINUTES,
  );

  async function isHandedOver(each: Case): Promise<void> {
    const { scene } = shift;
    const sent = await scene.sends(each);
    await scene.arrives(each, sent);
    await scene.handsOver(each, sent);
  }
});
