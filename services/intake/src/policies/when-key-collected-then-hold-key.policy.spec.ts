import { caseId, collected, now, uscc } from '../key-application/key-application.examples';
import { ofCase } from '../testing/delivered';
import { whenKeyCollectedThenHoldKey } from './when-key-collected-then-hold-key.policy';

const meta = { id: 'fact-1', recordedAt: now };

describe('when key collected then hold key', () => {
  it('takes the slot for ever', () =>
    expect(whenKeyCollectedThenHoldKey.react(ofCase(collected, caseId, meta))).toEqual([
      { id: uscc, command: { type: 'HoldKey', data: { caseId, now } } },
    ]));
});
