import type { Recorded } from '@ekey/kernel';
import { answerOf, recorded } from '@ekey/kernel/testing';
import type { RenewalEvent } from '../renewal/renewal.events';
import { approved, confirmed, delivered, ended, form, interrupted, is, key, now, papers, proved, reasons, remark, renewalId, requested, returned, session, stepConfirmed } from '../testing/renewal.examples'; // prettier-ignore
import { published, SIGNING, validity } from '../testing/terms';
import { renewals, tellers } from './renewals.view';

const log = (...facts: readonly RenewalEvent[]): readonly Recorded[] =>
  facts.map((fact, revision) => recorded(fact, { stream: `renewal.Renewal-${renewalId}`, revision }));
const due = (round: number) =>
  published(
    'review.DueDateSet.v1',
    {
      ...{ caseId: renewalId, kind: 'renewal', round, stage: 'renewal-review', startedAt: now },
      ...{ dueAt: now, dueOn: '2027-01-25', provisional: false },
    },
    `review.Review-${renewalId}`,
  );

describe('what is shown of a renewal beside its state', () => {
  it('is by when its review is due, in the round under way', () => {
    expect(answerOf(renewals, renewalId, [...log(...papers, confirmed), due(1)])).toMatchObject({
      ...{ renewalId, serial: SIGNING, notAfter: validity.notAfter, submitted: true, round: 1, over: false },
      due: { round: 1, dueOn: '2027-01-25', breached: false },
    });
    expect(answerOf(renewals, renewalId, [...log(...papers), due(1)])).toMatchObject({ due: null });
  });
  it('is every remark that it came back with, sealed as it is', () =>
    expect(answerOf(renewals, renewalId, log(...papers, confirmed, returned))).toMatchObject({
      remarks: [{ round: 1, reasons, remark, at: now }],
    }));
  it('is that it is over, with success or otherwise: nothing of it can expire any more', () => {
    for (const fact of [proved, ended('withdrawn')]) {
      const answer = answerOf(renewals, renewalId, log(...papers, confirmed, fact));
      expect(answer).toMatchObject({ over: true });
      expect(renewals.indexes['endsAt']?.(answer!)).toBeNull();
    }
    expect(renewals.indexes['endsAt']?.(answerOf(renewals, renewalId, log(...papers))!)).toBe(validity.notAfter);
  });
  it('is nothing without its beginning', () => expect(answerOf(renewals, renewalId, [due(1)])).toBeNull());
});

describe('the steps of a renewal', () => {
  const later = '2027-01-21T02:00:00.000Z';
  const rejected = published(
    'review.ApplicationRejected.v1',
    {
      ...{ caseId: renewalId, kind: 'renewal', uscc: is.uscc, round: 1, agencyId: key.agencyId, officer: 'spr-1' },
      ...{ decidedAt: now, stage: 're-verification', reasons, remark },
    },
    `review.Review-${renewalId}`,
  );
  const timelineOf = (...facts: readonly Recorded[]) => answerOf(renewals, renewalId, facts)?.timeline ?? [];

  it('are its own and those of its review, in the order of time; who decided is not told', () => {
    const own = log(...papers, confirmed).map((fact) => ({ ...fact, meta: { ...fact.meta, recordedAt: now } }));
    const told = { ...rejected, meta: { ...rejected.meta, recordedAt: later } };
    const timeline = timelineOf(told, ...own);
    expect(timeline.map(({ code }) => code)).toEqual([
      'RenewalStarted',
      'FormSubmitted',
      'SubmissionConfirmed',
      'ApplicationRejected',
    ]);
    expect(timeline.at(-1)).toMatchObject({ source: 'review', at: later, detail: { round: 1, reasons, remark } });
    expect(JSON.stringify(timeline)).not.toContain('spr-1');
    expect(JSON.stringify(timeline)).not.toContain(form.form.documentId);
  });
  it('are those of the update, one by one', () => {
    const updating = [session(), requested('signing', 's1'), delivered, stepConfirmed('signing-written')];
    const timeline = timelineOf(...log(...papers, confirmed, approved, ...updating, interrupted()));
    expect(tellers.after(timeline, { renewal: papers.length + 1, review: -1 }).fresh).toMatchObject([
      { code: 'UpdateSessionOpened' },
      { code: 'CertificateRequestAccepted', detail: { attempt: 1, use: 'signing' } },
      { code: 'DeliveryRecorded', detail: { attempt: 1 } },
      { code: 'StepConfirmed', detail: { attempt: 1, step: 'signing-written' } },
      { code: 'UpdateInterrupted', detail: {} },
    ]);
  });
});

describe('an update session', () => {
  const silentSince = (...facts: readonly RenewalEvent[]) => {
    const stored = log(...papers, confirmed, approved, ...facts);
    const told = stored.map((fact) => ({ ...fact, meta: { ...fact.meta, recordedAt: `at ${fact.meta.revision}` } }));
    return renewals.indexes['silentSince']?.(answerOf(renewals, renewalId, told)!);
  };
  it('is silent since something was done last, and no session at all once it was interrupted or all is over', () => {
    const opened = papers.length + 2;
    expect(silentSince()).toBeNull();
    expect(silentSince(session())).toBe(`at ${opened}`);
    expect(silentSince(session(), requested('signing', 's1'), delivered)).toBe(`at ${opened + 2}`);
    expect(silentSince(session(), interrupted())).toBeNull();
    expect(silentSince(session(), interrupted(), session('session-2'))).toBe(`at ${opened + 2}`);
    expect(silentSince(session(), proved)).toBeNull();
    expect(silentSince(session(), ended('converted'))).toBeNull();
  });
});
