import { BROKEN_RECORD, type EventStore } from '@ekey/event-store';
import type { Recorded } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import { eraseOwner } from '../../src/host/erase';
import type { ErasurePlace } from '../../src/host/erasure-place';

const uscc = '91310000MA1FL4QT9X';
const [application, renewal, change, other] = ['application-1', 'renewal-1', 'change-1', 'change-2'];

/** An enterprise whose application came to nothing, so that no law keeps it, and what it changed of its contact data. */
const withdrawn = [
  ['KeyApplication', application, 'ApplicationStarted', { caseId: application }],
  ['KeyApplication', application, 'SubmissionConfirmed', { caseId: application }],
  ['KeyApplication', application, 'ApplicationWithdrawn', { caseId: application }],
] as const;
type Told = readonly [category: string, id: string, type: string, data: object];
const submitted = (changeId = change, cases: readonly string[] = [application]): Told =>
  ['ContactChanges', uscc, 'ContactChangeSubmitted', { changeId, uscc, cases }]; // prettier-ignore
const told = (type: string, changeId = change, data: object = {}): Told =>
  ['ContactChanges', uscc, type, { changeId, uscc, ...data }]; // prettier-ignore
const passed = (changeId = change, caseId = application) => told('ContactDataChanged', changeId, { caseId });

/** A place with these facts in the log of intake. */
function placeWith(...facts: readonly Told[]) {
  const log = facts.map(([category, id, type, data], place) =>
    recorded({ type, data }, { stream: `intake.${category}-${id}`, position: place + 1, revision: place }),
  );
  const readAll = async (after: number, limit: number): Promise<readonly Recorded[]> =>
    log.filter(({ meta }) => meta.position > after).slice(0, limit);
  const erased: string[] = [];
  const recordedAccess: string[] = [];
  const forgotten: string[] = [];
  const place = {
    clock: { now: () => '2026-03-09T04:00:00.000Z' },
    personalData: {
      erase: async (owner: string) => void erased.push(owner),
      isErased: async (owner: string) => erased.includes(owner),
    },
    accessLog: { record: async ({ subject, outcome }: { subject: string; outcome: string }) => void recordedAccess.push(`${subject} ${outcome}`) }, // prettier-ignore
    logs: [{ service: 'intake', log: { readAll } as unknown as EventStore }],
    forget: async (owner: string) => void forgotten.push(owner),
    logOut: async () => undefined,
  } as unknown as ErasurePlace;
  const erase = (caseId: string) => eraseOwner(place, { name: 'erase', by: 'host', options: { case: caseId, reason: 'asked for' } } as never); // prettier-ignore
  return { erase, erased, forgotten, recordedAccess };
}

describe('the changes of contact data', () => {
  it('are erased with the case that they are about, however they ended', async () => {
    const house = placeWith(
      ...withdrawn,
      submitted(),
      passed(),
      submitted(other),
      told('ContactChangeReturned', other),
    );
    expect((await house.erase(application)).text).toContain(`the changes of its contact data ${change}, ${other}`);
    expect(house.erased).toEqual([`case:${change}`, `case:${other}`, `case:${application}`]);
    expect(house.forgotten).toEqual(house.erased);
    expect(house.recordedAccess).toEqual([`${application} granted`, `${change} granted`, `${other} granted`]);
  });
  it('stay as long as one of their cases does', async () => {
    const house = placeWith(...withdrawn, submitted(change, [application, renewal]), passed(), passed(change, renewal));
    await house.erase(application);
    expect(house.erased).toEqual([`case:${application}`]);
    await house.erase(renewal);
    expect(house.erased).toEqual([`case:${application}`, `case:${change}`, `case:${renewal}`]);
  });
  it('know every case that one of their rounds was about', async () => {
    const anew = submitted(change, [application, renewal]);
    const house = placeWith(...withdrawn, submitted(), told('ContactChangeReturned'), anew, told('ContactChangeWithdrawn')); // prettier-ignore
    await house.erase(application);
    expect(house.erased).toEqual([`case:${application}`]);
  });
  it('of other cases are left alone', async () => {
    const house = placeWith(...withdrawn, submitted(), passed(), submitted(other, [renewal]), passed(other, renewal));
    await house.erase(application);
    expect(house.erased).not.toContain(`case:${other}`);
  });
  it('forbid it while one is under review', async () => {
    const house = placeWith(...withdrawn, submitted());
    await expect(house.erase(application)).rejects.toThrow(/change change-1 of contact data is under review/);
    expect(house.erased).toEqual([]);
    expect(house.recordedAccess).toEqual([`${application} refused`]);
  });
  it('forbid it where a record of them is broken', async () => {
    const broken: Told = ['ContactChanges', uscc, BROKEN_RECORD, {}];
    const house = placeWith(...withdrawn, submitted(), passed(), broken);
    await expect(house.erase(application)).rejects.toThrow(/broken/);
    expect(house.erased).toEqual([]);
  });
});

describe('a change of contact data by itself', () => {
  it('may be erased where it has come to nothing', async () => {
    for (const end of ['ContactChangeWithdrawn', 'ContactChangeReturned']) {
      const house = placeWith(...withdrawn, submitted(), told(end));
      await house.erase(change);
      expect(house.erased).toEqual([`case:${change}`]);
    }
  });
  it('stays while it is under review', async () =>
    expect(placeWith(...withdrawn, submitted()).erase(change)).rejects.toThrow(/under review/));
  it('stays with its cases where it was passed, and no longer', async () => {
    const house = placeWith(...withdrawn, submitted(), passed());
    await expect(house.erase(change)).rejects.toThrow(`it holds the contact data of case ${application}`);
    house.erased.push(`case:${application}`);
    await house.erase(change);
    expect(house.erased).toContain(`case:${change}`);
  });
});
