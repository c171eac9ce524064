import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { RecordSlot } from '../key-order/key-order.commands';

type Told = Published<'intake.AdditionalSlotHeld.v1' | 'intake.AdditionalSlotGivenBack.v1'>;

/** One policy for both, so that they arrive in their order. */
export const whenAdditionalSlotMovesThenRecordIt: Policy<Told, RecordSlot> = {
  name: 'when-additional-slot-moves-then-record-it',
  from: 'intake.events',
  on: ['intake.AdditionalSlotHeld.v1', 'intake.AdditionalSlotGivenBack.v1'],
  react: ({ type, data, meta }) => {
    const slot = type === 'intake.AdditionalSlotHeld.v1' ? 'held' : 'given-back';
    return [{ id: data.caseId, command: { type: 'RecordSlot', data: { slot, now: meta.recordedAt } } }];
  },
};
