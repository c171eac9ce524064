import { fold } from '@ekey/kernel';
import { scenarios } from '@ekey/kernel/testing';
import fc from 'fast-check';
import { begun, ended, issued, ninetyDaysBefore, oneDayBefore, reminded, resumed, set, suspended, thirtyDaysBefore, validity } from '../testing/terms'; // prettier-ignore
import type { CertificateTermCommand } from './certificate-term.commands';
import { certificateTerm } from './certificate-term.decider';
import type { CertificateTermEvent, TermEnded } from './certificate-term.events';

const { given } = scenarios(certificateTerm);
const now = '2026-03-20T03:00:00.000Z';
const fix: CertificateTermCommand = { type: 'SetTerm', data: { ...issued, ...validity, now } };
const begin: CertificateTermCommand = { type: 'BeginTerm', data: { now } };
const suspend: CertificateTermCommand = { type: 'SuspendTerm', data: { now } };
const resume: CertificateTermCommand = { type: 'ResumeTerm', data: { now } };
const end: CertificateTermCommand = {
  type: 'EndTerm',
  data: { ground: 'revoked', reason: 'cessationOfOperation', now },
};
const remind = (at: string, tokenSerial: string | null = null): CertificateTermCommand => ({
  type: 'RecordReminder',
  data: { tokenSerial, now: at },
});

describe('the term of a certificate', () => {
  it('is set when the certificate is issued, begins when it goes live, and ends when it is revoked', () => {
    given().when(fix).then(set);
    given(set).when(begin).then(begun);
    given(set, begun).when(end).then(ended);
  });
  it('is none of an encryption certificate, whose use only its issue tells', () => {
    for (const command of [begin, suspend, resume, end, remind(ninetyDaysBefore)]) given().when(command).thenNothing();
  });
  it('is ended before it began where the key was never handed over', () => given(set).when(end).then(ended));
  it('stands still while the certificate is suspended', () => {
    given(set, begun).when(suspend).then(suspended);
    given(set, begun, suspended).when(resume).then(resumed);
    given(set, begun, suspended).when(end).then(ended);
  });
  it('begins with the reinstatement where the key was suspended before its certificate went live', () => {
    given(set).when(suspend).then(suspended);
    given(set, suspended).when(begin).thenNothing();
    given(set, suspended).when(resume).then(resumed);
    given(set, suspended, resumed).when(remind(ninetyDaysBefore)).then(reminded(90, ninetyDaysBefore));
  });
  it('takes nothing twice, and nothing once it has ended', () => {
    given(set).when(fix).thenNothing();
    given(set, begun).when(begin).thenNothing();
    given(set, begun, suspended).when(suspend).thenNothing();
    given(set, begun).when(resume).thenNothing();
    for (const command of [fix, begin, suspend, resume, end, remind(ninetyDaysBefore)])
      given(set, begun, ended).when(command).thenNothing();
  });
});

describe('a reminder', () => {
  it('is recorded when its day has come, and not a moment earlier', () => {
    given(set, begun).when(remind('2026-12-12T00:59:59.999Z')).thenNothing();
    given(set, begun).when(remind(ninetyDaysBefore)).then(reminded(90, ninetyDaysBefore));
  });
  it('names the key where it is known: an enterprise may have three', () =>
    given(set, begun)
      .when(remind(ninetyDaysBefore, 'EK26000001'))
      .then(reminded(90, ninetyDaysBefore, 'EK26000001')));
  it('is recorded once', () => given(set, begun, reminded(90)).when(remind('2026-12-20T01:00:00.000Z')).thenNothing());
  it('comes alone where several were missed: the nearest to the end', () =>
    given(set, begun).when(remind(thirtyDaysBefore)).then(reminded(30, thirtyDaysBefore)));
  it('is no more after the last one, nor after the end', () => {
    given(set, begun, reminded(1)).when(remind('2027-03-11T20:00:00.000Z')).thenNothing();
    given(set, begun, reminded(7)).when(remind(validity.notAfter)).thenNothing();
  });
  it('waits while the certificate is suspended, and goes on when it is reinstated', () => {
    given(set, begun, suspended).when(remind(ninetyDaysBefore)).thenNothing();
    given(set, begun, reminded(90), suspended, resumed).when(remind(oneDayBefore)).then(reminded(1, oneDayBefore));
  });
  it('is none before the key is in the hand of its enterprise', () =>
    given(set).when(remind(ninetyDaysBefore)).thenNothing());
  it('comes nearer to the end each time, however seldom or often the clock asks', () => {
    const start = Date.parse(validity.notBefore);
    const length = Date.parse(validity.notAfter) - start;
    const moments = fc.array(fc.integer({ min: 0, max: length + 86_400_000 }), { maxLength: 40 });
    const property = fc.property(moments, (offsets) => {
      const facts: CertificateTermEvent[] = [set, begun];
      for (const offset of offsets.toSorted((a, b) => a - b)) {
        const state = fold(certificateTerm, facts);
        const decided = certificateTerm.decide(remind(new Date(start + offset).toISOString()), state);
        facts.push(...(decided as CertificateTermEvent[]));
      }
      const marks = facts.flatMap(({ type, data }) => (type === 'ReminderFellDue' ? [data.daysBefore] : []));
      expect(marks).toEqual([...new Set(marks)].toSorted((a, b) => b - a));
      for (const { type, data } of facts)
        if (type === 'ReminderFellDue') {
          const left = Date.parse(data.notAfter) - Date.parse(data.recordedAt);
          expect(left).toBeGreaterThan(0);
          expect(left).toBeLessThanOrEqual(data.daysBefore * 86_400_000);
        }
    });
    fc.assert(property);
  });
});

describe('the renewal of a certificate', () => {
  const inWindow = '2027-01-20T02:00:00.000Z';
  const takeUp = (renewalId: string, at = inWindow): CertificateTermCommand => ({
    type: 'TakeUpRenewal',
    data: { renewalId, now: at },
  });
  const takenUp: CertificateTermEvent = { type: 'RenewalTakenUp', data: { renewalId: 'r1', takenUpAt: inWindow } };
  const giveUp: CertificateTermCommand = { type: 'GiveUpRenewal', data: { renewalId: 'r1', now } };
  const givenUp: CertificateTermEvent = { type: 'RenewalGivenUp', data: { renewalId: 'r1', givenUpAt: now } };
  const renew: CertificateTermCommand = { type: 'RenewTerm', data: { renewalId: 'r1', newSerial: '5A', now } };
  const renewed: CertificateTermEvent = {
    type: 'TermRenewed',
    data: { renewalId: 'r1', newSerial: '5A', renewedAt: now },
  };

  it('may be begun from 90 days before the end to the end, and not a moment before or after', () => {
    given(set, begun).when(takeUp('r1')).then(takenUp);
    given(set, begun).when(takeUp('r1', '2026-12-12T00:59:59.999Z')).thenRejected('RenewalNotYetOpen');
    given(set, begun).when(takeUp('r1', ninetyDaysBefore)).thenTypes('RenewalTakenUp');
    given(set, begun).when(takeUp('r1', validity.notAfter)).thenTypes('RenewalTakenUp');
    given(set, begun).when(takeUp('r1', '2027-03-12T01:00:00.001Z')).thenRejected('CertificateEnded');
  });
  it('is one at a time, and the same as often as its beginning is broken off', () => {
    given(set, begun, takenUp).when(takeUp('r1')).thenNothing();
    given(set, begun, takenUp).when(takeUp('r2')).thenRejected('AnotherRenewalUnderWay');
    given(set, begun, takenUp).when(giveUp).then(givenUp);
    given(set, begun, takenUp, givenUp).when(takeUp('r2')).thenTypes('RenewalTakenUp');
    given(set, begun).when(giveUp).thenNothing();
  });
  it('is named by the end of the term where it is under way then', () => {
    const { ground, reason, endedAt } = (ended as TermEnded).data;
    const withIt = { type: 'TermEnded', data: { ground, reason, renewalId: 'r1', endedAt } } as const;
    given(set, begun, takenUp).when(end).then(withIt);
    given(set, begun, takenUp, suspended).when(end).then(withIt);
    given(set, begun, takenUp, givenUp).when(end).then(ended);
    given(set, begun, takenUp, renewed).when(end).thenNothing();
  });
  it('is none of a certificate that is not in use, or not known', () => {
    given().when(takeUp('r1')).thenRejected('TermUnknown');
    for (const facts of [[set], [set, begun, suspended], [set, begun, ended], [set, begun, takenUp, renewed]])
      given(...facts)
        .when(takeUp('r2'))
        .thenRejected('CertificateNotLive');
  });
  it('ends the term at once, and with it every reminder', () => {
    given(set, begun, takenUp).when(renew).then(renewed);
    given(set, begun, takenUp, renewed).when(renew).thenNothing();
    given(set, begun, takenUp, renewed).when(remind(oneDayBefore)).thenNothing();
    given(set, begun, takenUp, renewed).when(end).thenNothing();
  });
});
