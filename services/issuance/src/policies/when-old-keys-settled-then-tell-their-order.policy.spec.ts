import { recorded } from '@ekey/kernel/testing';
import { caseId } from '../testing/example-order';
import { replaced } from '../testing/example-replacement';
import { whenOldKeysSettledThenTellTheirOrder as policy } from './when-old-keys-settled-then-tell-their-order.policy';

const now = '2026-03-02T01:00:00.000Z';
const meta = { stream: `issuance.Replacement-${caseId}` };

describe('the order of the new key', () => {
  it('goes on once the old ones have ended', () =>
    expect(policy.react(recorded(replaced.allEnded(['EK1'], ['EK1']), meta))).toEqual([
      { id: caseId, command: { type: 'RecordOldKeysEnded', data: { tokens: ['EK1'], toReturn: ['EK1'], now } } },
    ]));
  it('knows what has to be handed in for it', () =>
    expect(policy.react(recorded(replaced.toReturn('EK1'), meta))).toEqual([
      { id: caseId, command: { type: 'RecordOldKeysToReturn', data: { toReturn: ['EK1'], now } } },
    ]));
});
