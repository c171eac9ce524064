import { recorded } from '@ekey/kernel/testing';
import type { Kind } from '../key-order/key-order.events';
import { caseId, historyTo } from '../testing/example-order';
import { whenOrderOpenedOrKeyCollectedThenEndOldKey as policy } from './when-order-opened-or-key-collected-then-end-old-key.policy';

const data = { caseId, now: '2026-03-02T01:00:00.000Z' };
function react(type: (typeof policy.on)[number], kind: Kind) {
  const fact = historyTo('collected').find((each) => each.type === type);
  const told = { type, data: { ...fact?.data, kind } } as never;
  return policy.react(recorded(told, { stream: `issuance.KeyOrder-${caseId}` }));
}

describe('the old key', () => {
  it('of a replacement (补办) ends with the approval', () => {
    expect(react('OrderOpened', 'replacement')).toEqual([{ id: caseId, command: { type: 'EndOldKey', data } }]);
    expect(react('KeyCollected', 'replacement')).toEqual([]);
  });
  it('of a change (变更) is asked for, and ends with the hand-over of the new one', () => {
    expect(react('OrderOpened', 'change')).toEqual([{ id: caseId, command: { type: 'AskForReturn', data } }]);
    expect(react('KeyCollected', 'change')).toEqual([{ id: caseId, command: { type: 'EndOldKey', data } }]);
  });
  it.each(['first', 'additional'] as const)('is none in an order of kind %s', (kind) => {
    expect(react('OrderOpened', kind)).toEqual([]);
    expect(react('KeyCollected', kind)).toEqual([]);
  });
});
