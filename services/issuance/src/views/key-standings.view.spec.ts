import { answerOf } from '@ekey/kernel/testing';
import type { RevocationEvent } from '../revocation/revocation.events';
import { exampleHeldKey as key } from '../testing/example-held-key';
import { recordedHistory } from '../testing/recorded-history';
import { keyStandings } from './key-standings.view';

const shown = (...facts: readonly RevocationEvent[]) =>
  answerOf(keyStandings, 'case-1.1', recordedHistory('issuance.Revocation-case-1.1', facts));

const { caseId, attempt, tokenSerial, serials, sealId } = key;
const ofKey = { caseId, tokenSerial, serials };
const suspended = (withRequest: boolean): RevocationEvent => ({
  type: 'KeySuspended',
  data: { key, ground: 'lost', withRequest, reference: null, by: 'anna', suspendedAt: 'then' },
});
const requested: RevocationEvent = {
  type: 'RevocationRequested',
  data: { key, ground: 'compromised', requester: 'enterprise', reference: 'R-1', by: 'anna', requestedAt: 'then' },
};
const verified: RevocationEvent = {
  type: 'RevocationVerified',
  data: { identification: 'call-back', by: 'anna', verifiedAt: 'then' },
};
const ordered: RevocationEvent = {
  type: 'RevocationOrdered',
  data: { caseId, attempt, serials, sealId, ground: 'compromised', reason: 'keyCompromise', orderedAt: 'then' },
};

describe('where a key stands', () => {
  it('suspended, and good again once two officers have agreed', () => {
    expect(shown(suspended(false))).toMatchObject({ ...key, standing: 'suspended', label: '已挂失', suspended: true, ground: 'lost' }); // prettier-ignore
    const proposed: RevocationEvent = {
      type: 'ReinstatementProposed',
      data: { reference: 'R-2', by: 'anna', proposedAt: 'then' },
    };
    expect(shown(suspended(false), proposed)).toMatchObject({ reinstatementProposedBy: 'anna' });
    const reinstated: RevocationEvent = {
      type: 'KeyReinstated',
      data: { ...ofKey, proposedBy: 'anna', by: 'boris', reinstatedAt: 'then' },
    };
    expect(shown(suspended(false), proposed, reinstated)).toMatchObject({
      ...{ standing: 'in-force', label: '有效', suspended: false, ground: null },
      since: '2026-03-02T02:00:02.000Z',
    });
  });
  it('suspended for whatever was said of it, until the last of that is lifted', () => {
    const reported = { ground: 'lost', withRequest: false, reference: null, by: key.uscc, byEnterprise: true } as const;
    const suspected = { ground: 'misuse-suspected', withRequest: false, reference: 'R-3', by: 'anna' } as const;
    const both: readonly RevocationEvent[] = [
      { type: 'KeySuspended', data: { key, ...reported, suspendedAt: 'then' } },
      { type: 'SuspensionAdded', data: { ...suspected, addedAt: 'then' } },
    ];
    const bySuspicion = { ...suspected, byEnterprise: false };
    expect(shown(...both)).toMatchObject({
      standing: 'suspended',
      suspensions: [reported, bySuspicion],
      ground: 'lost',
    });
    const found: RevocationEvent = {
      type: 'SuspensionLifted',
      data: { of: 'enterprise', by: key.uscc, liftedAt: 'then' },
    };
    expect(shown(...both, found)).toMatchObject({
      ...{ standing: 'suspended', suspended: true, suspensions: [bySuspicion], ground: 'misuse-suspected' },
    });
  });
  it('suspended for what it was before, where a request for another ground came to nothing', () => {
    const rejected: RevocationEvent = {
      type: 'RevocationRejected',
      data: { ground: 'mistaken', by: 'boris', rejectedAt: 'then' },
    };
    expect(shown(suspended(false), requested, rejected)).toMatchObject({ standing: 'suspended', ground: 'lost' });
  });
  it('asked to be revoked, with what the second officer has to know', () => {
    expect(shown(requested, suspended(true))).toMatchObject({
      ...{ standing: 'revocation-requested', label: '注销申请中', suspended: true, ground: 'compromised' },
      ...{ requester: 'enterprise', reference: 'R-1', requestedBy: 'anna', verifiedBy: null },
    });
    expect(shown(requested, verified)).toMatchObject({ standing: 'revocation-verified', verifiedBy: 'anna' });
  });
  it('revoked for good', () =>
    expect(shown(requested, verified, ordered)).toMatchObject({
      ...{ standing: 'revoked', label: '已注销', suspended: false, ground: 'compromised' },
    }));
  it('renewed, where another pair has taken its place meanwhile', () => {
    const succeeded: RevocationEvent = { type: 'KeySucceeded', data: { successor: key, succeededAt: 'then' } };
    expect(shown(suspended(false), succeeded)).toMatchObject({
      standing: 'renewed',
      label: '已更新',
      suspended: false,
    });
    expect(shown(succeeded)).toBeNull();
  });
  it('as before where the request came to nothing', () => {
    const cancelled: RevocationEvent = { type: 'RevocationCancelled', data: { by: 'anna', cancelledAt: 'then' } };
    expect(shown(requested, cancelled)).toMatchObject({ standing: 'in-force', requester: null, reference: null });
  });
  it('is told of keys alone that were handed over', () => expect(shown(ordered)).toBeNull());
});
