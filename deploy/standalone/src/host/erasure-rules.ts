import { categoryOf, streamIdOf, type Recorded } from '@ekey/kernel';

/** 电子签名法 art. 24: what led to a certificate is kept for at least five years after it has become invalid. */
const YEARS_KEPT = 5;
/** What somebody asks for, step by step, until it comes to an end. */
const CASES = ['intake.KeyApplication', 'renewal.Renewal'];
const STAFF = 'review.StaffMember';
const SUBMITTED = 'SubmissionConfirmed';
const ENDED = [
  'ApplicationWithdrawn',
  'ApplicationExpired',
  'RefusalRecorded',
  'OrderEndedRecorded',
  'KeyCollectedRecorded',
  'RenewalEnded',
  'NewKeyProved',
];

/**
 * Why a person's data must not be erased now; nothing where they may be. The law comes before the wish to be forgotten
 * (PIPL art. 47), and a case that somebody is at work on is ended first.
 * @param facts everything that the logs tell of the case or account.
 */
export const barTo = (facts: readonly Recorded[], of: 'case' | 'account', now: string): string | undefined =>
  of === 'case'
    ? (retention(facts, now) ?? liveCases(facts).map((id) => `case ${id} is live: withdraw, refuse or end it first`)[0])
    : (liveCases(facts).map((id) => `case ${id} of the account is live: end it first`)[0] ?? activeStaff(facts));

function retention(facts: readonly Recorded[], now: string): string | undefined {
  const last = facts
    // Others know of certificates that were made in another case, as a renewal does of the one that it renews.
    .filter(({ meta: { stream } }) => stream.startsWith('issuance.'))
    .flatMap(({ data }) => endsIn(data))
    .sort()
    .at(-1);
  if (last === undefined) return undefined;
  const until = new Date(last);
  until.setUTCFullYear(until.getUTCFullYear() + YEARS_KEPT);
  if (Date.parse(now) >= until.getTime()) return undefined;
  const day = until.toISOString().slice(0, 10);
  return `a certificate was made, valid until ${last.slice(0, 10)}: the law keeps what led to it until ${day} (电子签名法 art. 24)`;
}

/** When the certificates end that a fact tells of. */
function endsIn(data: unknown): readonly string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) =>
    name === 'notAfter' && typeof value === 'string' ? [value] : endsIn(value),
  );
}

/** Applications and renewals that were submitted and have not come to an end. A draft is nobody's work but the applicant's. */
function liveCases(facts: readonly Recorded[]): readonly string[] {
  const told = new Map<string, string[]>();
  for (const { type, meta } of facts.filter(({ meta: { stream } }) => CASES.includes(categoryOf(stream))))
    told.set(meta.stream, [...(told.get(meta.stream) ?? []), type]);
  return [...told]
    .filter(([, types]) => types.includes(SUBMITTED) && !types.some((type) => ENDED.includes(type)))
    .map(([stream]) => streamIdOf(stream));
}

function activeStaff(facts: readonly Recorded[]): string | undefined {
  const types = facts.filter(({ meta: { stream } }) => categoryOf(stream) === STAFF).map(({ type }) => type);
  const access = types.filter((type) => type === 'AccessWithdrawn' || type === 'AccessRestored').at(-1);
  return types.length === 0 || access === 'AccessWithdrawn'
    ? undefined
    : 'the member of staff still has access: withdraw it first';
}
