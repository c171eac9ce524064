import { REQUIRED_CONSENTS, type ScannedPage, type Slot } from '@ekey/case-papers';
import type { RenewalCommand } from '../renewal/renewal.commands';
import type { RenewalEvent, Step } from '../renewal/renewal.events';
import { RENEWAL_SLOTS } from '../renewal/renewal-slots';
import type { Ended } from '../renewal/renewal.state';
import { CASE, ENCRYPTION, issued, SIGNING, validity } from './terms';

/** One renewal as the specs tell it: of the key whose term the specs of terms tell. */
export const now = '2027-01-20T02:00:00.000Z';
export const renewalId = '6f0c2f5e-9f5b-4a5c-8f43-3c1f5a8f7b21';
export const is = { caseId: renewalId, uscc: issued.uscc, serial: SIGNING };
export const oldCertificates = { signing: SIGNING, encryption: ENCRYPTION };
export const key = {
  ...{ tokenSerial: 'EK26000001', certificates: oldCertificates, notAfter: validity.notAfter },
  ...{
    nameCn: '上海远帆进出口有限公司',
    agencyId: 'shanghai',
    pickupPointId: 'shanghai-hall',
    formerForm: `${CASE}/form`,
  },
};
const formNumber = 'EK20270120-7K2M9QDX4T';
const draft = { phone: '021-60000000' };
const document = { documentId: `${renewalId}/${'d'.repeat(64)}`, type: 'application/json', size: 900 };
export const form = {
  ...{ formVersion: 1, form: document, digest: 'e'.repeat(64), licenceTypes: ['import'] },
  ...{ changedFields: [], mailTo: 'agent@example.cn' },
};
export const consents = REQUIRED_CONSENTS.map(({ code, version }) => ({ code, version }));
const image = (slot: Slot, edition: number): ScannedPage => ({
  image: { documentId: `${renewalId}/${slot}`, type: 'image/jpeg', size: 9 },
  preview: { documentId: `${renewalId}/${slot}-small`, type: 'image/jpeg', size: 3 },
  receivedSha256: `${edition}`.repeat(64),
  ...{ width: 1240, height: 1754, warnings: [] },
});
const qrOf = (slot: Slot) =>
  slot === 'application-form' || slot === 'seal-confirmation' ? 'unreadable' : 'not-applicable';

type Data<Type extends RenewalCommand['type']> = Omit<Extract<RenewalCommand, { type: Type }>['data'], 'now'>;
/** A command, given now unless it says when. */
export const ask = <Type extends RenewalCommand['type']>(type: Type, data: Data<Type>, at = now) =>
  ({ type, data: { ...data, now: at } }) as unknown as RenewalCommand;

export const start = ask('StartRenewal', { ...is, ...key, formNumber, draft });
export const started: RenewalEvent = {
  type: 'RenewalStarted',
  data: { ...is, ...key, formNumber, draft, startedAt: now },
};
export const submitForm = ask('SubmitForm', { ...form, draftVersion: 0, outdated: [] });
export const formSubmitted: RenewalEvent = { type: 'FormSubmitted', data: { ...form, outdated: [], submittedAt: now } };
export const upload = (slot: Slot, edition = 1): RenewalCommand =>
  ask('UploadPage', { slot, page: 1, image: image(slot, edition), code: null });
export const uploaded = (slot: Slot, edition = 1, version = 1, beginsAnew = false): RenewalEvent => ({
  type: 'PageUploaded',
  data: { slot, page: 1, version, beginsAnew, image: image(slot, edition), qr: qrOf(slot), uploadedAt: now },
});
export const papers: readonly RenewalEvent[] = [started, formSubmitted, ...RENEWAL_SLOTS.map((slot) => uploaded(slot))];
export const confirm = (round = 1, at = now): RenewalCommand =>
  ask('ConfirmSubmission', { round, consents, submittedBy: `key-${SIGNING}` }, at);
export const confirmed: RenewalEvent = {
  type: 'SubmissionConfirmed',
  data: {
    ...{ ...is, ...form, nameCn: key.nameCn, agencyId: key.agencyId, pickupPointId: key.pickupPointId },
    ...{ notAfter: key.notAfter, round: 1, formNumber, consents },
    documents: RENEWAL_SLOTS.map((slot) => ({ slot, version: 1, qr: qrOf(slot), pages: [image(slot, 1)] })),
    ...{ submittedBy: `key-${SIGNING}`, submittedAt: now },
  },
};
export const remark = { $sealed: 'cipher', owner: `case:${renewalId}`, field: 'remark' } as const;
export const reasons = [{ code: 'B03', target: 'seal-confirmation' as const }];
const returnedWhere = (formRejected: boolean): RenewalEvent => ({
  type: 'ReturnedForCorrection',
  data: { round: 1, reasons, rejected: ['seal-confirmation'], formRejected, remark, returnedAt: now },
});
export const returned = returnedWhere(false);
export const returnedWithForm = returnedWhere(true);
export const approved: RenewalEvent = {
  type: 'ApprovalRecorded',
  data: { round: 1, formDocumentId: document.documentId, approvedAt: now },
};
export const toUpdate: readonly RenewalEvent[] = [...papers, confirmed, approved];

export const SESSION = 'session-1';
export const session = (sessionId = SESSION): RenewalEvent => ({
  type: 'UpdateSessionOpened',
  data: { sessionId, nonce: 'nonce', openedAt: now },
});
export const interrupted = (sessionId = SESSION, interruptedAt = now): RenewalEvent => ({
  type: 'UpdateInterrupted',
  data: { sessionId, interruptedAt },
});
type Use = 'signing' | 'encryption';
const requestOf = (use: Use, which: string) => ({
  ...{ use, spki: `spki ${which}`, spkiSha256: `sha ${which}`, requestSha256: `request ${which}` },
});
export const request = (use: Use, which: string, sessionId = SESSION): RenewalCommand =>
  ask('AcceptCertificateRequest', { sessionId, ...requestOf(use, which) });
export const requested = (use: Use, which: string, attempt = 1): RenewalEvent => ({
  type: 'CertificateRequestAccepted',
  data: {
    ...{ ...is, attempt, nameCn: key.nameCn, tokenSerial: key.tokenSerial, ...requestOf(use, which) },
    ...{ formDocumentId: document.documentId, oldNotAfter: key.notAfter, acceptedAt: now },
  },
});
export const abandoned = (attempt = 1): RenewalEvent => ({
  type: 'AttemptAbandoned',
  data: { ...is, attempt, abandonedAt: now },
});
export const newCertificates = { signing: '5A'.repeat(16), encryption: '5B'.repeat(16) };
const term = { notBefore: now, notAfter: '2028-03-12T01:00:00.000Z' };
export const made = {
  certificates: {
    signing: { serial: newCertificates.signing, certificate: 'MIIB', sha256: '1'.repeat(64), ...term },
    encryption: { serial: newCertificates.encryption, certificate: 'MIIC', sha256: '2'.repeat(64), ...term },
  },
  chain: ['issuing', 'root'],
  seal: { sealId: 'seal-1', documentId: `${renewalId}/${'f'.repeat(64)}`, sha256: '3'.repeat(64) },
};
export const digests: Readonly<Record<Step, string>> = {
  'signing-written': '1'.repeat(64),
  'encryption-written': '2'.repeat(64),
  'seal-written': '3'.repeat(64),
};
export const delivered: RenewalEvent = { type: 'DeliveryRecorded', data: { attempt: 1, ...made, recordedAt: now } };
export const confirmStep = (step: Step, sha256 = digests[step]): RenewalCommand =>
  ask('ConfirmStep', { sessionId: SESSION, step, sha256 });
export const stepConfirmed = (step: Step): RenewalEvent => ({
  type: 'StepConfirmed',
  data: { attempt: 1, step, confirmedAt: now },
});
export const prove = (attempt = 1): RenewalCommand =>
  ask('ProveNewKey', { sessionId: SESSION, attempt, signature: 'c2ln' });
export const proved = {
  type: 'NewKeyProved',
  data: {
    ...{ ...is, attempt: 1, tokenSerial: key.tokenSerial, agencyId: key.agencyId, pickupPointId: key.pickupPointId },
    ...{ oldCertificates, certificates: newCertificates, notAfter: term.notAfter, signature: 'c2ln', provedAt: now },
  },
} as const satisfies RenewalEvent;
export const ended = (ground: Ended, round = 1, endedAt = now) =>
  ({ type: 'RenewalEnded', data: { ...is, ground, round, endedAt } }) as const satisfies RenewalEvent;
