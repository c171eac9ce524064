import { allConsents, askedOfEach, paperSpecimens, unjudgedForm, type PossibleCommand } from '@ekey/case-papers';
import { RENEWAL_SLOTS } from './renewal-slots';
import type { HolderCommand } from './renewal.commands';
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
  const submission = { round: file.round + 1, consents: allConsents, submittedBy: 'specimen', now };
  const form = unjudgedForm(file, now);
  return [
    ...paperSpecimens(file, { asked: RENEWAL_SLOTS, draft: { phone: '·' }, form, now }),
    { type: 'ConfirmSubmission', data: submission },
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
