import {
  REQUIRED_CONSENTS,
  SLOTS,
  VERSION_BOUND,
  documentVersions,
  type DocumentRef,
  type PrintedCode,
  type ScannedPage,
  type Slot,
} from '@ekey/case-papers';
import type { Sealed } from '@ekey/kernel';
import type { DataOf, KeyApplicationCommand } from './key-application.commands';
import type { Finding, FormAsSubmitted, KeyApplicationEvent, Named, Stage } from './key-application.events';
import { evolve, initial } from './key-application.state';

/** An invented case, for the tests of whatever reads its facts. */

type FactOf<Type extends KeyApplicationEvent['type']> = Extract<KeyApplicationEvent, { type: Type }>;

export const caseId = '6f6f1d0e-3c1a-4b53-9c1e-0a4d4e1b7c01';
export const uscc = '91350100M000100Y43';
export const applicationIs = { caseId, kind: 'first', uscc } as const;
export const accountId = 'zhang';
export const now = '2026-03-02T01:00:00.000Z';
export const formNumber = 'EK20260302-7K3M9Q2W';
export const nameCn = '福州样本进出口有限公司';

export const documentRef = (name: string, type = 'image/jpeg'): DocumentRef => ({
  documentId: `${caseId}/${name}`,
  type,
  size: 1_000,
});

export const scan = (name: string): ScannedPage => ({
  image: documentRef(name),
  preview: documentRef(`${name}-preview`),
  receivedSha256: `received-${name}`,
  width: 2480,
  height: 3508,
  warnings: [],
});

export const remark: Sealed = { $sealed: 'cipher', owner: `case:${caseId}`, field: 'remark' };

/** The digest of version n begins with its number, so that codes of two versions differ. */
export const digestOf = (version: number): string => String(version).padStart(12, 'a').padEnd(64, 'f');

export const formOf = (version: number): FormAsSubmitted => ({
  formVersion: version,
  form: documentRef(`form-${version}`, 'application/json'),
  digest: digestOf(version),
  nameCn,
  agencyId: 'fuzhou',
  pickupPointId: 'fuzhou-1',
  licenceTypes: ['import'],
  changedFields: version === 1 ? [] : ['agent.mobile'],
  mailTo: 'agent@example.com',
});

export const codeOf = (slot: Slot, version: number): PrintedCode | null =>
  VERSION_BOUND.includes(slot)
    ? { kind: slot, formNumber, formVersion: version, shortHash: digestOf(version).slice(0, 12) }
    : null;

export const consents = REQUIRED_CONSENTS.map(({ code, version }) => ({ code, version }));

export const start = (change: Partial<DataOf<'StartApplication'>> = {}): KeyApplicationCommand => ({
  type: 'StartApplication',
  data: {
    ...applicationIs,
    accountId,
    formNumber,
    activation: { trigger: 're-verification', days: 14 },
    mailTo: 'account@example.com',
    draft: { uscc },
    copiedFrom: null,
    documents: [],
    named: null,
    now,
    ...change,
  },
});
export const submitForm = (
  version: number,
  draftVersion = 0,
  outdated: readonly Slot[] = [],
): KeyApplicationCommand => ({
  type: 'SubmitForm',
  data: { ...formOf(version), draftVersion, outdated, now },
});
export const upload = (
  slot: Slot,
  name: string,
  page = 1,
  code: PrintedCode | null = codeOf(slot, 1),
): KeyApplicationCommand => ({
  type: 'UploadPage',
  data: { slot, page, image: scan(name), code, now },
});
export const confirm = (
  round = 1,
  reservationId = 'r1',
  change: Partial<DataOf<'ConfirmSubmission'>> = {},
): KeyApplicationCommand => ({
  type: 'ConfirmSubmission',
  data: { round, reservationId, consents, submittedBy: accountId, now, ...change },
});

export const started: FactOf<'ApplicationStarted'> = {
  type: 'ApplicationStarted',
  data: {
    ...applicationIs,
    accountId,
    formNumber,
    activation: { trigger: 're-verification', days: 14 },
    mailTo: 'account@example.com',
    draft: { uscc },
    copiedFrom: null,
    documents: [],
    startedAt: now,
  },
};
/** A replacement of the key that the case of this name had brought. */
export const replacementIs = { caseId, kind: 'replacement', uscc } as const;
export const named = (change: Partial<Named> = {}): Named => ({
  key: { number: 'EK26000001', caseId: 'first-case' },
  ground: 'lost',
  surplus: [],
  activatedBefore: true,
  ...change,
});
export const startedReplacement: KeyApplicationEvent = {
  type: 'ApplicationStarted',
  data: { ...started.data, kind: 'replacement' },
};
export const keyNamed = (change: Partial<Named> = {}): KeyApplicationEvent => ({
  type: 'KeyNamed',
  data: { ...replacementIs, ...named(change), namedAt: now },
});
export const lossReported: KeyApplicationEvent = {
  type: 'KeyLossReported',
  data: { ...replacementIs, tokenSerial: 'EK26000001', reportedAt: now },
};
export const formSubmitted = (version = 1, outdated: readonly Slot[] = []): FactOf<'FormSubmitted'> => ({
  type: 'FormSubmitted',
  data: { ...formOf(version), outdated, submittedAt: now },
});
export const formReopened: FactOf<'FormReopened'> = {
  type: 'FormReopened',
  data: { stale: VERSION_BOUND, reopenedAt: now },
};
export const uploaded = (
  slot: Slot,
  name: string = slot,
  version = 1,
  page = 1,
  beginsAnew = false,
): FactOf<'PageUploaded'> => ({
  type: 'PageUploaded',
  data: {
    slot,
    page,
    version,
    beginsAnew,
    image: scan(name),
    qr: VERSION_BOUND.includes(slot) ? 'matched' : 'not-applicable',
    uploadedAt: now,
  },
});
export const allUploaded: readonly KeyApplicationEvent[] = SLOTS.map((slot) => uploaded(slot));

/** Ready for submit no. 2. */
export const ready: readonly KeyApplicationEvent[] = [started, formSubmitted(), ...allUploaded];

/** What confirming the submission adds to these facts. */
export function confirmedAfter(
  facts: readonly KeyApplicationEvent[],
  round: number,
  version = 1,
): FactOf<'SubmissionConfirmed'> {
  const state = facts.reduce(evolve, initial);
  return {
    type: 'SubmissionConfirmed',
    data: {
      ...applicationIs,
      ...formOf(version),
      changedFields: round === 1 ? [] : formOf(version).changedFields,
      round,
      formNumber,
      reservationId: 'r1',
      consents,
      documents: state.status === 'none' ? [] : documentVersions(state.file.documents),
      submittedBy: accountId,
      submittedAt: now,
    },
  };
}
export const confirmed = confirmedAfter(ready, 1);
export const underReview: readonly KeyApplicationEvent[] = [...ready, confirmed];

export const preVerified = (round = 1): FactOf<'PreVerificationRecorded'> => ({
  type: 'PreVerificationRecorded',
  data: { round, decidedAt: now },
});
export const returned = (
  rejected: readonly Slot[],
  { round = 1, stage = 'pre-verification' as Stage, formRejected = false } = {},
): FactOf<'ReturnedForCorrection'> => ({
  type: 'ReturnedForCorrection',
  data: { round, stage, reasons: findings(rejected, formRejected), rejected, formRejected, remark, returnedAt: now },
});
export const findings = (rejected: readonly Slot[], formRejected = false): readonly Finding[] => [
  ...rejected.map((target) => ({ code: 'G01', target })),
  ...(formRejected ? [{ code: 'A03', target: 'form' as const, field: 'nameCn' }] : []),
];
export const reVerified: FactOf<'ReVerificationRecorded'> = {
  type: 'ReVerificationRecorded',
  data: { ...applicationIs, round: 1, accountId, nameCn, decidedAt: now },
};
export const approved: readonly KeyApplicationEvent[] = [...underReview, preVerified(), reVerified];
export const collected: FactOf<'KeyCollectedRecorded'> = {
  type: 'KeyCollectedRecorded',
  data: { ...applicationIs, collectedAt: now },
};
export const withdrawn = (
  round = 1,
  ground: 'applicant' | 'slot-released' = 'applicant',
): FactOf<'ApplicationWithdrawn'> => ({
  type: 'ApplicationWithdrawn',
  data: { ...applicationIs, round, ground, reason: ground === 'applicant' ? null : '重复申请', withdrawnAt: now },
});
export const activationRequested = (
  requestId = 'q1',
  again = false,
  requestedAt = now,
): FactOf<'ActivationRequested'> => ({
  type: 'ActivationRequested',
  data: {
    ...applicationIs,
    requestId,
    nameCn,
    again,
    mailTo: 'agent@example.com',
    mailStatedAt: now,
    requestedAt,
    expiresAt: `2026-03-16${requestedAt.slice(10)}`,
  },
});
export const activationOrdered: FactOf<'ActivationOrdered'> = {
  type: 'ActivationOrdered',
  data: { ...applicationIs, requestId: 'q1', nameCn, form: formOf(1).form, orderedAt: now },
};
export const accountActivated: FactOf<'AccountActivated'> = {
  type: 'AccountActivated',
  data: { ...applicationIs, requestId: 'q1', accountId, activatedAt: now },
};
