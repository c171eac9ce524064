import type { AuditedFact } from '../evidence';

/** What may happen once, and what tells one such happening from another. */
const ONCE: Readonly<Record<string, (fact: AuditedFact) => readonly unknown[]>> = {
  SubmissionConfirmed: ({ stream, data }) => [stream, data['round']],
  ReVerificationRecorded: ({ stream }) => [stream],
  ApplicationWithdrawn: ({ stream }) => [stream],
  KeyCollectedRecorded: ({ stream }) => [stream],
  AccountActivated: ({ stream }) => [stream],
  ReviewOpened: ({ stream }) => [stream],
  RoundOpened: ({ stream, data }) => [stream, data['round']],
  PreVerificationPassed: ({ stream, data }) => [stream, data['round']],
  ReVerificationPassed: ({ stream, data }) => [stream, data['round']],
  OrderOpened: ({ stream }) => [stream],
  ProductionStarted: ({ data }) => [data['tokenSerial']],
  IssuanceOpened: ({ stream, data }) => [stream, data['attempt'], data['use']],
  SerialNumberReserved: ({ data }) => [data['caseId'], data['attempt'], data['use']],
  CertificateIssued: ({ stream }) => [stream],
  CertificateRecorded: ({ stream, data }) => [stream, data['attempt'], data['use']],
  CertificateActivated: ({ stream }) => [stream],
  CertificateRevoked: ({ stream }) => [stream],
  PublicKeyClaimed: ({ stream }) => [stream],
  SealMade: ({ data }) => [data['sealId']],
  KeyMade: ({ stream, data }) => [stream, data['attempt']],
  KeyShipped: ({ stream, data }) => [stream, data['parcelId']],
  KeyReceived: ({ stream, data }) => [stream, data['parcelId']],
  KeyCollected: ({ stream }) => [stream],
  RemakeOrdered: ({ stream, data }) => [stream, data['attempt']],
  OrderEnded: ({ stream }) => [stream],
  PublicKeyClaimedForRenewal: ({ stream }) => [stream],
  RenewalIssuanceOpened: ({ stream, data }) => [stream, data['attempt'], data['use']],
  RenewalCertificateRecorded: ({ stream, data }) => [stream, data['attempt'], data['use']],
  RenewalMade: ({ stream, data }) => [stream, data['attempt']],
  RenewalCompleted: ({ stream }) => [stream],
  NewKeyProved: ({ stream }) => [stream],
  TermRenewed: ({ stream }) => [stream],
  RevocationOrdered: ({ stream }) => [stream],
  RevocationExecuted: ({ stream }) => [stream],
  KeyRevoked: ({ stream }) => [stream],
  NoticeQueued: ({ data }) => {
    const { causingFactId, purpose } = data['letter'] as Record<string, unknown>;
    return [causingFactId, purpose];
  },
};

/**
 * No effect twice: no certificate, seal, serial number or token for the same thing, no mail for the same fact; and every mail
 * that was asked for has an outcome.
 * @param mails the notice of each
 */
export function doubledEffects(facts: readonly AuditedFact[], mails: readonly string[]): readonly string[] {
  const happened = facts.flatMap((fact) => {
    const key = ONCE[fact.type]?.(fact);
    return key === undefined ? [] : [`${fact.service} ${fact.type} ${JSON.stringify(key)}`];
  });
  return [...twice(happened), ...mailFaults(facts, mails)];
}

/** What a notice tells once its mail was tried; any other of its facts asks for a sending. */
const OUTCOMES = ['NoticeDelivered', 'NoticeAttemptFailed', 'NoticeAbandoned'];

/**
 * Exactly one mail for every notice that says it was delivered, none of a notice that nobody knows, and no sending that was
 * asked for and forgotten.
 */
function mailFaults(facts: readonly AuditedFact[], sent: readonly string[]): readonly string[] {
  const delivered = facts.filter(({ type }) => type === 'NoticeDelivered').map(({ stream }) => idOf(stream));
  const missing = delivered
    .filter((id) => !sent.includes(id))
    .map((id) => `notice ${id} was delivered, and its mail is nowhere`);
  const known = new Set(facts.filter(({ type }) => type === 'NoticeQueued').map(({ stream }) => idOf(stream)));
  const unknown = sent.filter((id) => !known.has(id)).map((id) => `a mail of ${id}, which is no notice`);
  return [...twice(sent.map((id) => `mail of notice ${id}`)), ...missing, ...unknown, ...forgotten(facts)];
}

function forgotten(facts: readonly AuditedFact[]): readonly string[] {
  const last = new Map(facts.map(({ stream, type }) => [stream, type]));
  return [...last]
    .filter(([stream, type]) => stream.startsWith('notify.Notice-') && !OUTCOMES.includes(type))
    .map(([stream]) => `notice ${idOf(stream)} was to be sent, and nothing came of it`);
}

const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

function twice(things: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return things.filter((thing) => seen.has(thing) || !seen.add(thing)).map((thing) => `twice: ${thing}`);
}
