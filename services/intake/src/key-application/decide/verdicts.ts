import { ALL_SLOTS } from '@ekey/case-papers';
import type { DataOf } from '../key-application.commands';
import type { KeyApplicationEvent } from '../key-application.events';
import type { Answer } from '../key-application.rejections';
import type { CaseFile, KeyApplicationState } from '../key-application.state';

/*
 * What review and issuance have told. The word is theirs, so nothing here is refused: what comes too late, twice or for
 * another round changes nothing. Order holds within the topic of one of them, never between the two.
 */

export function recordPreVerification(
  { round, now }: DataOf<'RecordPreVerification'>,
  state: KeyApplicationState,
): Answer {
  if (state.status !== 'under-review' || state.stage !== 'pre-verification' || state.file.round !== round) return [];
  return [{ type: 'PreVerificationRecorded', data: { round, decidedAt: now } }];
}

/** What no reason names is accepted, and need not come again. */
export function returnForCorrection(
  { round, stage, reasons, remark, now }: DataOf<'ReturnForCorrection'>,
  state: KeyApplicationState,
): Answer {
  if (state.status !== 'under-review' || state.file.round !== round) return [];
  const rejected = ALL_SLOTS.filter((slot) => reasons.some(({ target }) => target === slot));
  const formRejected = reasons.some(({ target }) => target === 'form');
  return [
    { type: 'ReturnedForCorrection', data: { round, stage, reasons, rejected, formRejected, remark, returnedAt: now } },
  ];
}

export function recordReVerification(
  { round, now }: DataOf<'RecordReVerification'>,
  state: KeyApplicationState,
): Answer {
  return state.status === 'under-review' && state.file.round === round ? [approval(state.file, now)] : [];
}

const approval = ({ is, round, accountId, form }: CaseFile, now: string): KeyApplicationEvent => ({
  type: 'ReVerificationRecorded',
  data: { ...is, round, accountId, nameCn: form?.nameCn ?? '', decidedAt: now },
});

export function recordRefusal({ ground, remark, now }: DataOf<'RecordRefusal'>, state: KeyApplicationState): Answer {
  const isPending = state.status === 'under-review' || (state.status === 'open' && state.file.round > 0);
  if (!isPending) return [];
  return [{ type: 'RefusalRecorded', data: { ...state.file.is, ground, remark, decidedAt: now } }];
}

/**
 * A key in the enterprise's hand is a fact even where the case was withdrawn on its way. It proves the approval, which binds
 * the enterprise and may still be on its way, or was given up by that withdrawal: then it is recorded with the key.
 */
export function recordKeyCollected({ now }: DataOf<'RecordKeyCollected'>, state: KeyApplicationState): Answer {
  if (state.status === 'none' || state.status === 'collected' || state.file.round === 0) return [];
  const collected: KeyApplicationEvent = {
    type: 'KeyCollectedRecorded',
    data: { ...state.file.is, collectedAt: now },
  };
  return state.status === 'approved' ? [collected] : [approval(state.file, now), collected];
}

/** The order may end before its approval came through. */
export function recordOrderEnded({ ground, now }: DataOf<'RecordOrderEnded'>, state: KeyApplicationState): Answer {
  if (state.status !== 'under-review' && state.status !== 'approved') return [];
  return [{ type: 'OrderEndedRecorded', data: { ...state.file.is, ground, endedAt: now } }];
}
