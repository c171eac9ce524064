import { caseId, confirmed, now, uscc } from '../key-application/key-application.examples';
import { ofCase } from '../testing/delivered';
import { whenSubmissionConfirmedThenConfirmSlot } from './when-submission-confirmed-then-confirm-slot.policy';

const meta = { id: 'fact-1', recordedAt: now };

describe('when submission confirmed then confirm slot', () => {
  it('confirms the slot of the enterprise for the case', () =>
    expect(whenSubmissionConfirmedThenConfirmSlot.react(ofCase(confirmed, caseId, meta))).toEqual([
      { id: uscc, command: { type: 'ConfirmSlot', data: { reservationId: 'r1', caseId, now } } },
    ]));
});
