import { recorded } from '@ekey/kernel/testing';
import { applicationIs, caseId, now, uscc } from '../key-application/key-application.examples';
import { whenKeyCollectedThenNumberKey } from './when-key-collected-then-number-key.policy';

const data = {
  ...applicationIs,
  ...{ attempt: 2, tokenSerial: 'EK26000007', agencyId: 'fuzhou', pickupPointId: 'fuzhou-1', collectedAt: now },
  certificates: { signing: '4A', encryption: '4B' },
  collector: 'authorised-user' as const,
};

describe('when key collected then number key', () => {
  it('tells the enterprise’s slots by which number the key is named', () =>
    expect(
      whenKeyCollectedThenNumberKey.react(
        recorded({ type: 'issuance.KeyCollected.v1' as const, data }, { stream: `issuance.KeyOrder-${caseId}` }),
      ),
    ).toEqual([{ id: uscc, command: { type: 'NumberKey', data: { caseId, tokenSerial: 'EK26000007', now } } }]));
});
