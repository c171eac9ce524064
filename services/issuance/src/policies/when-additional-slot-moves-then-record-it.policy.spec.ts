import { recorded } from '@ekey/kernel/testing';
import { whenAdditionalSlotMovesThenRecordIt as policy } from './when-additional-slot-moves-then-record-it.policy';

const now = '2026-12-20T02:00:00.000Z';
const meta = { stream: 'intake.EnterpriseSlots-91310000MA1FL4QT9X', recordedAt: now };
const of = { caseId: 'case-2', kind: 'additional', uscc: '91310000MA1FL4QT9X' } as const;

describe('the order of an additional key', () => {
  it('is told that its case has a slot', () =>
    expect(
      policy.react(recorded({ type: 'intake.AdditionalSlotHeld.v1', data: { ...of, heldAt: now } }, meta)),
    ).toEqual([{ id: 'case-2', command: { type: 'RecordSlot', data: { slot: 'held', now } } }]));
  it('is told that it was given back', () =>
    expect(
      policy.react(recorded({ type: 'intake.AdditionalSlotGivenBack.v1', data: { ...of, givenBackAt: now } }, meta)),
    ).toEqual([{ id: 'case-2', command: { type: 'RecordSlot', data: { slot: 'given-back', now } } }]));
});
