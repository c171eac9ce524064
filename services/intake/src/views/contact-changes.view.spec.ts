import type { Published } from '@ekey/contracts';
import type { Recorded } from '@ekey/kernel';
import { answerOf, recorded } from '@ekey/kernel/testing';
import type { StoredContactChangeFact } from '../contact-changes/contact-changes.events';
import { contactChangeCases, tellers } from './contact-changes.view';

const [uscc, change, other] = ['91310000MA1FL4QT9X', 'change-1', 'change-2'];
const [monday, tuesday, wednesday] = ['2026-03-09T02:00:00.000Z', '2026-03-10T02:00:00.000Z', '2026-03-11T02:00:00.000Z']; // prettier-ignore

const at = (recordedAt: string, stream: string) => ({ stream, recordedAt });
const own = (type: StoredContactChangeFact['type'], data: object, when = monday, changeId = change) =>
  recorded({ type, data: { changeId, uscc, number: 'EK1', ...data } as never }, at(when, `intake.ContactChanges-${uscc}`)); // prettier-ignore
const submitted = (round: number, submittedAt = monday, changeId = change) =>
  own('ContactChangeSubmitted', { round, formNumber: 'EK', changedFields: ['fax'], submittedAt }, submittedAt, changeId); // prettier-ignore
const returned = own('ContactChangeReturned', { round: 1, returnedAt: tuesday }, tuesday);
const reminded = own('ContactChangeReminded', { idleDays: 7 }, wednesday);
const expired = own('ContactChangeExpired', { round: 1 }, wednesday);
const withdrawn = own('ContactChangeWithdrawn', { round: 1 }, wednesday);
const changed = (caseId: string) => own('ContactDataChanged', { caseId }, wednesday);

const told = (type: Published['type'], data: object, when: string, kind = 'contact') =>
  recorded({ type, data: { caseId: change, kind, ...data } as never }, at(when, `review.Review-${change}`));
const clock = { stage: 'contact-review', dueAt: '2026-03-10T16:00:00.000Z', dueOn: '2026-03-10', provisional: false };
const due = (round = 1) => told('review.DueDateSet.v1', { round, ...clock, startedAt: monday }, monday);
const late = told('review.DeadlineBreached.v1', { round: 1, ...clock, startedAt: monday }, wednesday);
const rejected = told('review.ApplicationRejected.v1', { round: 1, officer: 'spr-1', stage: 'contact' }, tuesday);
const passed = told('review.ApplicationReVerified.v1', { round: 1, officer: 'spr-1', nameCn: '上海远帆' }, tuesday);

type Facts = readonly Recorded[];
/** Each stream counts its facts as it has told them. */
const counted = (facts: Facts): Facts =>
  facts.map((fact, place) => {
    const before = facts.slice(0, place).filter(({ meta }) => meta.stream === fact.meta.stream);
    return { ...fact, meta: { ...fact.meta, revision: before.length } };
  });
const shown = (...facts: Facts) => answerOf(contactChangeCases, change, counted(facts));
const steps = (...facts: Facts) => shown(...facts)?.timeline.map(({ code }) => code);

describe('a change of contact data', () => {
  it('is under review, with the day by which it is decided', () =>
    expect(shown(submitted(1), due())).toMatchObject({
      ...{ changeId: change, uscc, number: 'EK1', formNumber: 'EK', round: 1, changedFields: ['fax'] },
      ...{ status: 'under-review', startedAt: monday, due: { dueOn: '2026-03-10', breached: false } },
    }));
  it('is late from the day after', () => expect(shown(submitted(1), due(), late)).toMatchObject({ due: { breached: true } })); // prettier-ignore
  it('is due no more once it is with the applicant, withdrawn, expired or done', () => {
    for (const [end, status] of [
      [returned, 'returned'],
      [withdrawn, 'withdrawn'],
      [expired, 'expired'],
      [changed('case-1'), 'done'],
    ] as const)
      expect(shown(submitted(1), due(), end)).toMatchObject({ status, due: null });
  });
  it('that was submitted anew has the clock of its round, and stands where it stood', () => {
    expect(shown(submitted(1), due(), returned, submitted(2, wednesday))).toMatchObject({ due: null, round: 2 });
    expect(shown(submitted(1), due(), returned, submitted(2, wednesday), due(2))).toMatchObject({
      ...{ status: 'under-review', round: 2, startedAt: monday, due: { round: 2 } },
    });
  });
  it('is the same whatever is heard of first', () =>
    expect(shown(due(), rejected, submitted(1), returned)).toEqual(shown(submitted(1), returned, due(), rejected)));
  it('lies idle from its return until it is submitted anew or over', () => {
    const idleSince = (...facts: Facts) => {
      const answer = shown(...facts);
      return answer && contactChangeCases.indexes['idleSince']?.(answer);
    };
    expect(idleSince(submitted(1))).toBeNull();
    expect(idleSince(submitted(1), returned, reminded)).toBe(tuesday);
    for (const end of [submitted(2, wednesday), withdrawn, expired])
      expect(idleSince(submitted(1), returned, end)).toBeNull();
  });
  it('knows of which of its idle days it was reminded last', () => {
    expect(shown(submitted(1), returned, reminded)).toMatchObject({ status: 'returned', reminded: 7 });
    expect(shown(submitted(1), returned, reminded, submitted(2, wednesday))).toMatchObject({ reminded: 0 });
  });
  it('is nothing of another one, nor of what review decides of other kinds', () => {
    expect(shown(submitted(1, monday, other), due())).toBeNull();
    expect(steps(submitted(1), told('review.ApplicationRejected.v1', {}, tuesday, 'change'))).toEqual([
      'ContactChangeSubmitted',
    ]);
  });
});

describe('the steps of a change of contact data', () => {
  it('are its own and those of its review, in the order of time; who decided is not told', () => {
    const facts = [due(), rejected, submitted(1), returned, withdrawn];
    expect(steps(...facts)).toEqual([
      'ContactChangeSubmitted',
      'DueDateSet',
      'ApplicationRejected',
      'ContactChangeWithdrawn',
    ]);
    expect(JSON.stringify(shown(...facts))).not.toContain('spr-1');
    expect(tellers.names).toEqual(['intake', 'review']);
  });
  it('tell that it will expire, and that it has', () =>
    expect(steps(submitted(1), rejected, returned, reminded, expired)).toEqual([
      'ContactChangeSubmitted',
      'ApplicationRejected',
      'ContactChangeReminded',
      'ContactChangeExpired',
    ]));
  it('tell once that the contact data are new, in however many cases', () =>
    expect(steps(submitted(1), passed, changed('case-1'), changed('renewal-1'))).toEqual([
      'ContactChangeSubmitted',
      'ApplicationReVerified',
      'ContactDataChanged',
    ]));
});
