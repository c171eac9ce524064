import { answerOf, recorded } from '@ekey/kernel/testing';
import type { CertificateTermEvent } from '../certificate-term/certificate-term.events';
import { collected, begun, ended, issued, ninetyDaysBefore, reminded, resumed, set, SIGNING, suspended, TERM_STREAM, termLog, validity } from '../testing/terms'; // prettier-ignore
import { newCertificates, proved, renewalId } from '../testing/renewal.examples';
import { termsEnding } from './terms-ending.view';

const shown = (...facts: readonly CertificateTermEvent[]) => answerOf(termsEnding, SIGNING, termLog(facts));
const key = { tokenSerial: 'EK26000001', agencyId: 'shanghai' };

describe('a term', () => {
  it('is known from the issue of its certificate, with nobody to remind', () =>
    expect(shown(set)).toEqual({
      ...issued,
      ...validity,
      ...{ standing: 'set', tokenSerial: null, agencyId: null, reminded: null, nextReminder: null },
    }));
  it('runs from the hand-over on, with the first reminder ahead', () =>
    expect(shown(set, begun)).toMatchObject({
      standing: 'running',
      nextReminder: { daysBefore: 90, dueAt: ninetyDaysBefore },
    }));
  it('shows the reminder that went out, and the one after it', () => {
    expect(shown(set, begun, reminded(90, ninetyDaysBefore))).toMatchObject({
      reminded: { daysBefore: 90, at: ninetyDaysBefore },
      nextReminder: { daysBefore: 60, dueAt: '2027-01-11T01:00:00.000Z' },
    });
    expect(shown(set, begun, reminded(1))).toMatchObject({ nextReminder: null });
  });
  it('has no reminder ahead while it is suspended or once it has ended', () => {
    expect(shown(set, begun, suspended)).toMatchObject({ standing: 'suspended', nextReminder: null });
    expect(shown(set, begun, suspended, resumed)).toMatchObject({ standing: 'running', nextReminder: {} });
    expect(shown(set, begun, ended)).toMatchObject({ standing: 'ended', nextReminder: null });
  });
  it('belongs to the authority whose counter handed the key over, whichever is told first', () => {
    const own = termLog([set, begun]);
    const after = answerOf(termsEnding, SIGNING, [...own, collected]);
    expect(after).toMatchObject(key);
    expect(answerOf(termsEnding, SIGNING, [collected, ...own])).toEqual(after);
    expect(answerOf(termsEnding, SIGNING, [collected])).toBeNull();
  });
  it('of a certificate that came by a renewal belongs to where the key was handed over', () => {
    const serial = newCertificates.signing;
    const own = termLog([{ ...set, data: { ...set.data, serial } }, begun], `renewal.CertificateTerm-${serial}`);
    const renewed = recorded(proved, { stream: `renewal.Renewal-${renewalId}` });
    expect(answerOf(termsEnding, serial, [...own, renewed])).toMatchObject({ standing: 'running', ...key });
  });
  it('has ended once the key was renewed: nobody is reminded of it', () => {
    const over = { type: 'TermRenewed', data: { renewalId, newSerial: 'x', renewedAt: ninetyDaysBefore } } as const;
    expect(shown(set, begun, over)).toMatchObject({ standing: 'ended', nextReminder: null });
  });
  it('is the same however often the facts are delivered, and nothing without its beginning', () => {
    const log = termLog([set, begun, reminded(90)]);
    expect(answerOf(termsEnding, SIGNING, [...log, ...log])).toEqual(answerOf(termsEnding, SIGNING, log));
    expect(answerOf(termsEnding, SIGNING, [recorded(begun, { stream: TERM_STREAM, revision: 1 })])).toBeNull();
  });
});

it('is searched by standing, authority, end and next reminder', () => {
  const answer = answerOf(termsEnding, SIGNING, [...termLog([set, begun]), collected])!;
  const indexed = Object.fromEntries(Object.entries(termsEnding.indexes).map(([name, index]) => [name, index(answer)]));
  expect(indexed).toEqual({
    standing: 'running',
    agencyId: key.agencyId,
    notAfter: validity.notAfter,
    reminderDueAt: ninetyDaysBefore,
  });
});
