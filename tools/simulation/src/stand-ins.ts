import { createHash } from 'node:crypto';
import type { Recorded } from '@ekey/kernel';
import { createCalendar, officialCalendars } from '@ekey/working-days';
import type { StandIn, StandIns } from './consumers';

const calendar = createCalendar(officialCalendars);
const digest = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** One of so many, always the same for the same name: what happens outside happens again in every retelling. */
const oneOf = (most: number, name: string): boolean => parseInt(digest(name).slice(0, 6), 16) % most === 0;

type Members = Readonly<Record<string, string & number>>;
const of = (fact: Recorded): Members => fact.data as unknown as Members;

const nothing: StandIn = () => null;

const yearsAfter = (instant: string, years: number): string => {
  const end = new Date(instant);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return end.toISOString();
};

const prepare: StandIn = (fact, now) => {
  const notBefore = of(fact)['reservedAt'] ?? now;
  return {
    type: 'PrepareIssuance',
    data: { notBefore, notAfter: yearsAfter(notBefore, 1), tbs: '', tbsSha256: '', now },
  };
};

const makeSeal: StandIn = (fact, now) => {
  const { attempt, uscc, tokenSerial, caseId } = of(fact);
  const sha256 = digest('seal', caseId, attempt);
  const seal = { attempt, sealId: `${uscc}-${tokenSerial}`, documentId: `${caseId}/${sha256}`, sha256 };
  return { type: 'RecordSeal', data: { ...seal, picture: 'drawn', now } };
};

/** 5 working days for re-verification and making, 3 for the notice. */
const setDueDate: StandIn = (fact, now) => {
  const isRemake = fact.type === 'RemakeOrdered';
  const stage = isRemake ? 're-verification-and-making' : 'pickup-notice';
  const startedAt = of(fact)[isRemake ? 'orderedAt' : 'receivedAt'] ?? now;
  const due = calendar.dueAt(startedAt, isRemake ? 5 : 3);
  return { type: 'SetDueDate', data: { stage, attempt: of(fact)['attempt'], startedAt, ...due, now } };
};

/** The platform refuses one order in four, for ever. */
const activate: StandIn = (fact, now) => {
  const requestId = of(fact)['requestId'] ?? '';
  return {
    type: 'RecordActivation',
    data: { requestId, refusedBecause: oneOf(4, requestId) ? 'unknown-user' : null, now },
  };
};

/** One address in four is wrong, until another is stated. */
const sendMail: StandIn = (fact, now) => {
  const { sending, attempt, letter } = fact.data as { sending: number; attempt: number; letter: { noticeId: string } };
  if (sending > 1 || !oneOf(4, letter.noticeId))
    return { type: 'RecordDelivery', data: { sending, attempt, messageId: letter.noticeId, now } };
  const cause = 'address-refused';
  return { type: 'RecordFailure', data: { sending, attempt, cause, addressAsOf: fact.meta.recordedAt, now } };
};

/** What cryptography, drawing, mail and the outside platform do, without any of them: the same report to the same fact. */
export const standIns: StandIns = {
  'when-serial-number-reserved-then-prepare-issuance': prepare,
  'when-issuance-prepared-then-sign': (_fact, now) => ({
    type: 'RecordSignedCertificate',
    data: { certificate: '', sha256: '', now },
  }),
  'when-certificate-issued-then-publish-hold': (_fact, now) => ({
    type: 'RecordHoldPublished',
    data: { crlNumber: 1, now },
  }),
  'when-certificate-status-changed-then-publish-crl': nothing,
  'when-certificates-completed-then-make-seal': makeSeal,
  'when-clock-starts-then-set-due-date': setDueDate,
  'when-key-made-then-hold-documents': nothing,
  'when-certificates-end-known-then-retain-documents': nothing,
  'when-key-access-ended-then-end-its-sessions': nothing,
  'when-old-keys-sought-then-find-them': nothing,
  'when-awaited-revocation-executed-then-publish-crl': nothing,
  'when-renewal-key-accepted-then-open-issuance': nothing,
  'when-renewal-certificates-completed-then-remake-seal': nothing,
  'when-renewal-certificate-recorded-then-retain-documents': nothing,
  'when-activation-ordered-then-activate-account': activate,
  'when-notice-queued-then-send': sendMail,
};
