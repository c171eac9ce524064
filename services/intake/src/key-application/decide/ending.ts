import { reject } from '@ekey/kernel';
import { chinaDayAfter } from '../../time/instants';
import { idlenessOf } from '../../time/idle-days';
import type { DataOf } from '../key-application.commands';
import type { Answer } from '../key-application.rejections';
import type { KeyApplicationState } from '../key-application.state';

/** The applicant may withdraw until the re-verification is recorded here; from then on a key is being made. */
export function withdraw({ now }: DataOf<'WithdrawApplication'>, state: KeyApplicationState): Answer {
  switch (state.status) {
    case 'none':
      return reject('ApplicationUnknown');
    case 'approved':
    case 'collected':
      return reject('AlreadyApproved');
    case 'ended':
      return state.how === 'withdrawn' ? [] : reject('CaseEnded', { how: state.how });
    case 'open':
    case 'under-review': {
      const { is, round } = state.file;
      return [
        { type: 'ApplicationWithdrawn', data: { ...is, round, ground: 'applicant', reason: null, withdrawnAt: now } },
      ];
    }
  }
}

/** Found again: the hold on the key goes, and the case with it. Once 复核通过 is recorded the key is being revoked. */
export function takeBackLoss({ now }: DataOf<'TakeBackLoss'>, state: KeyApplicationState): Answer {
  const withdrawn = withdraw({ now }, state);
  if ('rejected' in withdrawn || state.status === 'none') return withdrawn;
  const { is, named } = state.file;
  if (named?.ground !== 'lost' || named.key.caseId === null) return reject('NoLossReported');
  if (state.status === 'ended') return named.takenBack ? [] : reject('CaseEnded', { how: state.how });
  const found = { ...is, tokenSerial: named.key.number, takenBackAt: now };
  return [{ type: 'KeyLossTakenBack', data: found }, ...withdrawn];
}

/** An authority's manager gives the enterprise its slot back; the case that holds it ends first, whatever its stage. */
export function endForSlotRelease({ reason, now }: DataOf<'EndForSlotRelease'>, state: KeyApplicationState): Answer {
  if (state.status === 'none') return reject('ApplicationUnknown');
  if (state.status === 'collected') return reject('KeyHandedOver');
  if (state.status === 'ended') return [];
  const { is, round } = state.file;
  return [{ type: 'ApplicationWithdrawn', data: { ...is, round, ground: 'slot-released', reason, withdrawnAt: now } }];
}

/** @param idleDays after how many idle days a case expires */
export function expire({ idleDays, now }: DataOf<'ExpireApplication'>, state: KeyApplicationState): Answer {
  if (state.status !== 'open' || !idlenessOf(state.file.lastActivityAt, now, idleDays).expired) return [];
  const { is, round } = state.file;
  return [{ type: 'ApplicationExpired', data: { ...is, round, expiredAt: now } }];
}

/** Of several reminders that are due at once, after a standstill, only the last is sent. */
export function remind({ idleDays, now }: DataOf<'RemindOfExpiry'>, state: KeyApplicationState): Answer {
  if (state.status !== 'open') return [];
  const { is, mailTo, lastActivityAt, reminded } = state.file;
  const { expired, reminder } = idlenessOf(lastActivityAt, now, idleDays);
  if (expired || reminder <= reminded) return [];
  const expiresOn = chinaDayAfter(lastActivityAt, idleDays);
  return [{ type: 'ExpiryReminded', data: { ...is, idleDays: reminder, expiresOn, mailTo, remindedAt: now } }];
}
