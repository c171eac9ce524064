import { publishedFacts, type Published, type PublishedData, type PublishedType } from '@ekey/contracts';
import type { Recorded } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import type { CertificateTermEvent, TermSet } from '../certificate-term/certificate-term.events';
import type { ReminderDays } from '../certificate-term/reminders';

/** What the specs of renewal speak of: one key, of which only the signing certificate counts. */
export const CASE = '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01';
export const SIGNING = '4A'.repeat(16);
export const ENCRYPTION = '4B'.repeat(16);
export const TERM_STREAM = `renewal.CertificateTerm-${SIGNING}`;
export const issued = { serial: SIGNING, caseId: CASE, uscc: '91310000MA1FL4QT9X' };
export const validity = { notBefore: '2026-03-12T01:00:00.000Z', notAfter: '2027-03-12T01:00:00.000Z' };
export const ninetyDaysBefore = '2026-12-12T01:00:00.000Z';
export const thirtyDaysBefore = '2027-02-10T01:00:00.000Z';
export const oneDayBefore = '2027-03-11T01:00:00.000Z';

const then = '2026-03-20T03:00:00.000Z';
export const set: TermSet = { type: 'TermSet', data: { ...issued, ...validity, setAt: then } };
export const begun: CertificateTermEvent = { type: 'TermBegun', data: { begunAt: then } };
export const suspended: CertificateTermEvent = { type: 'TermSuspended', data: { suspendedAt: then } };
export const resumed: CertificateTermEvent = { type: 'TermResumed', data: { resumedAt: then } };
export const ended: CertificateTermEvent = {
  type: 'TermEnded',
  data: { ground: 'revoked', reason: 'cessationOfOperation', endedAt: then },
};
export const reminded = (daysBefore: ReminderDays, recordedAt = then, tokenSerial?: string): CertificateTermEvent => ({
  type: 'ReminderFellDue',
  data: {
    ...issued,
    ...(tokenSerial !== undefined && { tokenSerial }),
    daysBefore,
    notAfter: validity.notAfter,
    recordedAt,
  },
});

/** The facts of one term as subscriptions deliver them. */
export const termLog = (
  facts: readonly CertificateTermEvent[],
  stream = TERM_STREAM,
): readonly Recorded<CertificateTermEvent>[] =>
  facts.map((fact, revision) => recorded(fact, { stream, revision, position: 10 + revision }));

/** A published fact as a topic delivers it, held against its schema. */
export function published<Type extends PublishedType>(
  type: Type,
  data: PublishedData<Type>,
  stream: string,
): Recorded<Published<Type>> {
  publishedFacts[type].parse(data);
  return recorded({ type, data } as Published<Type>, { stream });
}

/** The hand-over of the key. */
export const collected = published(
  'issuance.KeyCollected.v1',
  {
    ...{ caseId: CASE, kind: 'first', uscc: issued.uscc, attempt: 1, tokenSerial: 'EK26000001' },
    ...{ agencyId: 'shanghai', pickupPointId: 'shanghai-hall', collector: 'authorised-user', collectedAt: then },
    certificates: { signing: SIGNING, encryption: ENCRYPTION },
  },
  `issuance.KeyOrder-${CASE}`,
);
