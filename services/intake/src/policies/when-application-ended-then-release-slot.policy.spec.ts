import { applicationIs, caseId, now, remark, uscc, withdrawn } from '../key-application/key-application.examples';
import { ofCase } from '../testing/delivered';
import { whenApplicationEndedThenReleaseSlot } from './when-application-ended-then-release-slot.policy';

const meta = { id: 'fact-1', recordedAt: now };

describe('when application ended then release slot', () => {
  it('gives the slot of a withdrawn case back', () =>
    expect(whenApplicationEndedThenReleaseSlot.react(ofCase(withdrawn(), caseId, meta))).toEqual([
      { id: uscc, command: { type: 'ReleaseSlot', data: { caseId, now } } },
    ]));
  it('gives the slot of an expired case back', () =>
    expect(
      whenApplicationEndedThenReleaseSlot.react(
        ofCase({ type: 'ApplicationExpired', data: { ...applicationIs, round: 1, expiredAt: now } }, caseId, meta),
      ),
    ).toEqual([{ id: uscc, command: { type: 'ReleaseSlot', data: { caseId, now } } }]));
  it('gives the slot of a refused case back', () =>
    expect(
      whenApplicationEndedThenReleaseSlot.react(
        ofCase(
          { type: 'RefusalRecorded', data: { ...applicationIs, ground: 'not-eligible', remark, decidedAt: now } },
          caseId,
          meta,
        ),
      ),
    ).toEqual([{ id: uscc, command: { type: 'ReleaseSlot', data: { caseId, now } } }]));
  it('gives the slot of a terminated case back', () =>
    expect(
      whenApplicationEndedThenReleaseSlot.react(
        ofCase(
          { type: 'OrderEndedRecorded', data: { ...applicationIs, ground: 'unclaimed', endedAt: now } },
          caseId,
          meta,
        ),
      ),
    ).toEqual([{ id: uscc, command: { type: 'ReleaseSlot', data: { caseId, now } } }]));
});
