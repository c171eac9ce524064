import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { whenKeyCollectedThenMailAReceipt as policy } from './when-key-collected-then-mail-a-receipt.policy';

describe('when a key is collected', () => {
  it('then a receipt is mailed with the key, its certificates and who collected it', () => {
    const receipt = {
      ...{ tokenSerial: 'TK0000000042', certificates: { signing: '0a1b', encryption: '2c3d' } },
      ...{ collector: 'bearer-of-power-of-attorney' as const, collectedAt: '2026-03-20T02:05:00.000Z' },
    };
    const collected = published('issuance.KeyCollected.v1', {
      ...{ caseId: CASE, kind: 'first', uscc: '91110101MA0000007T', attempt: 1 },
      ...{ agencyId: 'BJ', pickupPointId: 'BJ-12', ...receipt },
    });
    const [target, ...others] = policy.react(collected);
    expect(others).toEqual([]);
    expect(target?.command.data).toMatchObject({
      letter: { caseId: CASE, purpose: 'key-collected', parameters: receipt },
    });
  });
});
