import { recorded } from '@ekey/kernel/testing';
import { applicationIs, caseId } from '../key-application/key-application.examples';
import { whenKeyCollectedThenRecordCollection } from './when-key-collected-then-record-collection.policy';

const decidedAt = '2026-03-03T02:00:00.000Z';
const data = {
  ...applicationIs,
  attempt: 1,
  tokenSerial: 'T1',
  agencyId: 'fuzhou',
  pickupPointId: 'fuzhou-1',
  certificates: { signing: 's', encryption: 'e' },
  collector: 'authorised-user' as const,
  collectedAt: decidedAt,
};
const told = (change: object) =>
  recorded(
    { type: 'issuance.KeyCollected.v1' as const, data: { ...(data as object), ...change } as never },
    { stream: 'issuance.KeyOrder-1' },
  );

describe('when key collected then record collection', () => {
  it('records it in the case', () =>
    expect(whenKeyCollectedThenRecordCollection.react(told({}))).toEqual([
      { id: caseId, command: { type: 'RecordKeyCollected', data: { now: decidedAt } } },
    ]));
});
