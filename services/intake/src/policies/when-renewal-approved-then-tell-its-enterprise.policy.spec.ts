import { publishedFacts, type Published } from '@ekey/contracts';
import { recorded } from '@ekey/kernel/testing';
import { whenRenewalApprovedThenTellItsEnterprise as policy } from './when-renewal-approved-then-tell-its-enterprise.policy';

const renewalId = '6f0c2f5e-9f5b-4a5c-8f43-3c1f5a8f7b21';
const [uscc, now] = ['91310000MA1FL4QT9X', '2027-01-20T02:00:00.000Z'];
const type = 'review.ApplicationReVerified.v1' as const;

const approved = (kind: 'renewal' | 'first') => {
  const data = publishedFacts[type].parse({
    ...{ caseId: renewalId, kind, round: 1, uscc, agencyId: 'shanghai', officer: 'spr-1', preVerifier: 'spr-1' },
    ...{ decidedAt: now, nameCn: '上海远帆进出口有限公司', pickupPointId: 'hall', formNumber: 'EK', formVersion: 1 },
    form: { documentId: `${renewalId}/f`, type: 'application/json', size: 9 },
    ...{
      documents: [],
      sealImpressionUsable: true,
      startedAt: now,
      dueAt: now,
      dueOn: '2027-01-25',
      provisional: false,
    },
  });
  return recorded({ type, data } as Published<typeof type>, { stream: `review.Review-${renewalId}`, recordedAt: now });
};

describe('when a renewal is approved then tell its enterprise', () => {
  it('by the code of the enterprise', () =>
    expect(policy.react(approved('renewal'))).toEqual([
      { id: uscc, command: { type: 'HearOfRenewal', data: { renewalId, now } } },
    ]));
  it('and of no application', () => expect(policy.react(approved('first'))).toEqual([]));
});
