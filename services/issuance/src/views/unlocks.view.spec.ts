import { answerOf } from '@ekey/kernel/testing';
import { exampleHeldKey as key } from '../testing/example-held-key';
import { recordedHistory } from '../testing/recorded-history';
import { unlockDocuments, type UnlockEvent } from '../unlock/unlock.events';
import { unlocks } from './unlocks.view';

const shown = (...facts: readonly UnlockEvent[]) =>
  answerOf(unlocks, 'case-1.1', recordedHistory('issuance.Unlock-case-1.1', facts));

const { caseId, tokenSerial } = key;
const expiresAt = '2026-03-03T02:00:00.000Z';
const requested: UnlockEvent = {
  type: 'UnlockRequested',
  data: { key, reference: '来电 1107', by: 'cs-1', requestedAt: 'then' },
};
const verified: UnlockEvent = {
  type: 'UnlockVerified',
  data: { identification: 'call-back', documents: unlockDocuments, by: 'spr-1', verifiedAt: 'then' },
};
const authorised: UnlockEvent = {
  type: 'UnlockAuthorised',
  data: { codeDigest: 'digest', expiresAt, by: 'spp-1', authorisedAt: 'then' },
};
const ends: readonly (readonly [string, string, UnlockEvent])[] = [
  ['unlocked', '已解锁', { type: 'KeyUnlocked', data: { caseId, tokenSerial, unlockedAt: 'then' } }],
  [
    'failed',
    '解锁失败，请办理补办',
    { type: 'UnlockFailed', data: { caseId, tokenSerial, ground: 'admin-pin-locked', failedAt: 'then' } },
  ],
  ['expired', '授权已过期', { type: 'UnlockExpired', data: { expiredAt: 'then' } }],
  ['rejected', '已驳回', { type: 'UnlockRejected', data: { ground: 'mistaken', by: 'spr-1', rejectedAt: 'then' } }],
  [
    'withdrawn',
    '企业已撤回',
    { type: 'UnlockWithdrawn', data: { requestId: 'request-1', tokenSerial, withdrawnAt: 'then' } },
  ],
  ['cancelled', '已撤回', { type: 'UnlockCancelled', data: { by: 'cs-1', cancelledAt: 'then' } }],
  ['renewed', '钥匙已更新', { type: 'UnlockingOvertaken', data: { ended: true, overtakenAt: 'then' } }],
  ['failed', '解锁失败，请办理补办', { type: 'AdminPinLockTakenOver', data: { ended: true, takenOverAt: 'then' } }],
  [
    'barred',
    '钥匙已挂失或注销，不能解锁',
    { type: 'UnlockingBarred', data: { because: 'suspended', ended: true, barredAt: 'then' } },
  ],
];

describe('how an unlocking stands', () => {
  it('with what the next officer has to know', () => {
    expect(shown(requested)).toMatchObject({
      ...key,
      status: 'requested',
      label: '解锁申请中',
      reference: '来电 1107',
    });
    expect(shown(requested, verified)).toMatchObject({ status: 'verified', requestedBy: 'cs-1', verifiedBy: 'spr-1' });
    expect(shown(requested, verified, authorised)).toMatchObject({
      ...{ status: 'authorised', authorisedBy: 'spp-1', codeExpiresAt: expiresAt },
      since: '2026-03-02T02:00:02.000Z',
    });
  });
  it('with the reason that its enterprise gives on line, and no paper', () => {
    const request = { requestId: 'request-1', caseId: 'case-0' };
    const onLine: UnlockEvent = {
      type: 'UnlockRequestedOnLine',
      data: { key, request, reason: 'pin-forgotten', requestedAt: 'then' },
    };
    expect(shown(requested)).toMatchObject({ reason: null });
    expect(shown(requested, verified, ...ends.map(([, , end]) => end), onLine)).toMatchObject({
      ...{ status: 'requested', label: '解锁申请中', requestedBy: key.uscc, verifiedBy: null },
      ...{ reference: null, reason: 'pin-forgotten' },
    });
  });
  it.each(ends)('%s at its end', (status, label, end) =>
    expect(shown(requested, verified, authorised, end)).toMatchObject({ status, label, codeExpiresAt: null }),
  );
  it('never with a code or its digest', () =>
    expect(JSON.stringify(shown(requested, verified, authorised))).not.toContain('digest'));
  it('as it was where the key is suspended later, and anew with the next request', () => {
    const unlocked = ends[0]?.[2] as UnlockEvent;
    const barred: UnlockEvent = {
      type: 'UnlockingBarred',
      data: { because: 'suspended', ended: false, barredAt: 'then' },
    };
    expect(shown(requested, verified, authorised, unlocked, barred)).toMatchObject({ status: 'unlocked' });
    expect(shown(requested, verified, authorised, unlocked, requested)).toMatchObject({
      ...{ status: 'requested', verifiedBy: null, authorisedBy: null },
    });
  });
  it('is not told of keys that nobody asked to unlock', () => {
    expect(shown({ type: 'UnlockingBarred', data: { because: 'revoked', ended: false, barredAt: 'then' } })).toBeNull();
    expect(shown({ type: 'AdminPinLockTakenOver', data: { ended: false, takenOverAt: 'then' } })).toBeNull();
  });
});
