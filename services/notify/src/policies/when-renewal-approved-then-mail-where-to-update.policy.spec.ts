import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { whenRenewalApprovedThenMailWhereToUpdate as policy } from './when-renewal-approved-then-mail-where-to-update.policy';

const approved = (kind: 'renewal' | 'first') =>
  published('review.ApplicationReVerified.v1', {
    ...{ caseId: CASE, kind, round: 2, uscc: '91110101MA0000007T', agencyId: 'BJ', officer: 'spr-1' },
    ...{ decidedAt: '2027-01-20T02:00:00.000Z', preVerifier: 'spr-1', nameCn: '北京示例', pickupPointId: 'BJ-12' },
    ...{ formNumber: 'EK', formVersion: 1, form: { documentId: `${CASE}/f`, type: 'application/json', size: 9 } },
    ...{ documents: [], sealImpressionUsable: true, startedAt: '2027-01-20T02:00:00.000Z' },
    ...{ dueAt: '2027-01-25T16:00:00.000Z', dueOn: '2027-01-25', provisional: false },
  });

describe('when a case is approved', () => {
  it('that is a renewal, then its holder is told where to update the key', () => {
    const [target, ...others] = policy.react(approved('renewal'));
    expect(others).toEqual([]);
    expect(target?.command.data).toMatchObject({
      letter: { caseId: CASE, address: null, purpose: 'renewal-approved', parameters: { round: 2 } },
    });
  });
  it('that needs a new key, then nobody is: its activation mail tells it', () =>
    expect(policy.react(approved('first'))).toEqual([]));
});
