import {
  askedOfEach,
  blankPage,
  expectedCode,
  heldPages,
  lackOf,
  REQUIRED_CONSENTS,
  VERSION_BOUND,
  type PossibleCommand,
} from '@ekey/case-papers';
import { RENEWAL_SLOTS } from './renewal-slots';
import type { DataOf, HolderCommand } from './renewal.commands';
import { renewal } from './renewal.decider';
import type { RenewalRejection } from './renewal.rejections';
import { STEPS } from './renewal.events';
import type { RenewalFile, RenewalState, Update } from './renewal.state';

interface Moment {
  readonly now: string;
  readonly graceDays: number;
}

/** What the holder of the key may do now, as the decider answers. */
export const possibleCommands = (
  state: RenewalState,
  moment: Moment,
): readonly PossibleCommand<HolderCommand['type'], RenewalRejection>[] =>
  state.status === 'none'
    ? []
    : askedOfEach([...paperwork(state.file, moment.now), ...updating(state, moment)], (specimen) =>
        renewal.decide(specimen, state),
      );

function paperwork(file: RenewalFile, now: string): readonly HolderCommand[] {
  const consents = REQUIRED_CONSENTS.map(({ code, version }) => ({ code, version }));
  const lacking = RENEWAL_SLOTS.find((slot) => lackOf(file.documents[slot]) !== null) ?? RENEWAL_SLOTS[0];
  const held = RENEWAL_SLOTS.find((slot) => heldPages(file.documents[slot]).length > 0) ?? RENEWAL_SLOTS[0];
  const page = heldPages(file.documents[held])[0]?.page ?? 1;
  const code = VERSION_BOUND.includes(lacking) ? expectedCode(lacking, file) : null;
  return [
    { type: 'SaveDraft', data: { draft: { phone: '·' }, now } },
    { type: 'SubmitForm', data: unjudgedForm(file, now) },
    { type: 'ReopenForm', data: { now } },
    { type: 'UploadPage', data: { slot: lacking, page: 1, image: blankPage, code, now } },
    { type: 'RemovePage', data: { slot: held, page, now } },
    { type: 'ConfirmSubmission', data: { round: file.round + 1, consents, submittedBy: 'specimen', now } },
    { type: 'WithdrawRenewal', data: { now } },
  ];
}

/** In the session that is open, with what the token would read back. */
function updating(state: RenewalState, { now, graceDays }: Moment): readonly HolderCommand[] {
  const update = state.status === 'approved' ? state.update : null;
  const sessionId = update?.sessionId ?? 'specimen';
  const key = { spki: 'specimen', spkiSha256: 'specimen', requestSha256: 'specimen' };
  const use = update?.requests.signing === undefined ? 'signing' : 'encryption';
  return [
    { type: 'OpenUpdateSession', data: { sessionId: 'specimen', nonce: 'specimen', graceDays, now } },
    { type: 'AcceptCertificateRequest', data: { sessionId, use, ...key, now } },
    { type: 'ConfirmStep', data: { sessionId, ...readBack(update), now } },
    { type: 'ProveNewKey', data: { sessionId, attempt: update?.attempt ?? 1, signature: 'specimen', now } },
    { type: 'ReportTokenDead', data: { now } },
  ];
}

function readBack(update: Update | null) {
  const step = STEPS[update?.steps.length ?? 0] ?? STEPS[0];
  const { certificates, seal } = update?.delivery ?? {};
  const sha256 = {
    'signing-written': certificates?.signing.sha256,
    'encryption-written': certificates?.encryption.sha256,
    'seal-written': seal?.sha256,
  }[step];
  return { step, sha256: sha256 ?? '' };
}

/** A submission of the form that says nothing but which draft it is of: enough for the decider to tell whether one is due. */
export const unjudgedForm = (file: RenewalFile, now: string): DataOf<'SubmitForm'> => ({
  draftVersion: file.draftVersion,
  formVersion: (file.form?.formVersion ?? 0) + 1,
  form: blankPage.image,
  digest: '',
  licenceTypes: [],
  changedFields: [],
  outdated: [],
  mailTo: null,
  now,
});
