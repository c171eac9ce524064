import { later, reject } from '@ekey/kernel';
import { RENEWAL_SLOTS } from '../renewal-slots';
import type { DataOf } from '../renewal.commands';
import type { RenewalEvent } from '../renewal.events';
import { whyOver, type Answer } from '../renewal.rejections';
import type { Ended, RenewalFile, RenewalState } from '../renewal.state';

const DAY_MS = 86_400_000;

/** 审核通过. A verdict on a round that is over changes nothing. */
export function recordApproval({ round, formDocumentId, now }: DataOf<'RecordApproval'>, state: RenewalState): Answer {
  if (state.status !== 'under-review' || state.file.round !== round) return [];
  return [{ type: 'ApprovalRecorded', data: { round, formDocumentId, approvedAt: now } }];
}

/** 审核未通过: what was found wrong has to come anew, in the same case. */
export function returnForCorrection(
  { round, reasons, remark, now }: DataOf<'ReturnForCorrection'>,
  state: RenewalState,
): Answer {
  if (state.status !== 'under-review' || state.file.round !== round) return [];
  const rejected = RENEWAL_SLOTS.filter((slot) => reasons.some(({ target }) => target === slot));
  const formRejected = reasons.some(({ target }) => target === 'form');
  return [{ type: 'ReturnedForCorrection', data: { round, reasons, rejected, formRejected, remark, returnedAt: now } }];
}

/** Until 审核通过 the holder may give up: the old key works on. */
export function withdraw({ now }: DataOf<'WithdrawRenewal'>, state: RenewalState): Answer {
  if (state.status === 'ended' && state.how === 'withdrawn') return [];
  if (state.status === 'open' || state.status === 'under-review') return [ended(state.file, 'withdrawn', now)];
  return whyOver(state);
}

/** The token no longer answers: the case goes on as a replacement (补办), for which everything is known. */
export function reportTokenDead({ now }: DataOf<'ReportTokenDead'>, state: RenewalState): Answer {
  if (state.status === 'ended' && state.how === 'converted') return [];
  if (state.status === 'approved') return [ended(state.file, 'converted', now)];
  return state.status === 'none' || state.status === 'ended' || state.status === 'renewed'
    ? whyOver(state)
    : reject('NotApproved');
}

/** A replacement was begun for the key, wherever its renewal stands: nothing more comes of that. */
export const convert = ({ now }: DataOf<'ConvertRenewal'>, state: RenewalState): Answer =>
  over(state, 'converted', now);

/** A revoked key lets nobody in who could go on or give up. Where the new key was proved, it is the old one that is meant. */
export const endWithKey = ({ now }: DataOf<'EndWithKey'>, state: RenewalState): Answer =>
  over(state, 'key-revoked', now);

function over(state: RenewalState, ground: Ended, now: string): Answer {
  if (state.status === 'none' || state.status === 'renewed' || state.status === 'ended') return [];
  return [ended(state.file, ground, now)];
}

/** What was submitted in time may be finished for so many days after the end; what was not, until the end. */
export function expire({ graceDays, now }: DataOf<'ExpireRenewal'>, state: RenewalState): Answer {
  if (state.status !== 'open' && state.status !== 'approved') return [];
  return isPastItsTime(state.file, graceDays, now) ? [ended(state.file, 'expired', now)] : [];
}

export function isPastItsTime({ key, submittedAt }: RenewalFile, graceDays: number, now: string): boolean {
  const grace = submittedAt === null ? 0 : graceDays * DAY_MS;
  return now > later(key.notAfter, grace);
}

const ended = ({ is, round }: RenewalFile, ground: Ended, now: string): RenewalEvent => ({
  type: 'RenewalEnded',
  data: { ...is, ground, round, endedAt: now },
});
