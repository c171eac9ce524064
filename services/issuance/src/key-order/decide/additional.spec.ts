import { scenarios } from '@ekey/kernel/testing';
import { ask, factsAfter, now } from '../../testing/example-order';
import type { KeyOrderCommand } from '../key-order.commands';
import { keyOrder } from '../key-order.decider';
import type { KeyOrderEvent } from '../key-order.events';

const { given } = scenarios(keyOrder);
const open: KeyOrderCommand = { type: 'OpenOrder', data: { ...ask.open.data, kind: 'additional' } };
const told = (slot: 'held' | 'given-back'): KeyOrderCommand => ({ type: 'RecordSlot', data: { slot, now } });
const held: KeyOrderEvent = { type: 'KeySlotHeld', data: { heldAt: now } };
const givenBack: KeyOrderEvent = { type: 'KeySlotGivenBack', data: { givenBackAt: now } };

describe('the order of an additional key (增办)', () => {
  it.each([
    ['before it was opened', [told('held'), open]],
    ['after it was opened', [open, told('held')]],
  ])('is begun with the slot of its enterprise, told %s', (_when, commands) =>
    expect(
      given(...factsAfter(...commands))
        .when(ask.start())
        .facts(),
    ).toHaveLength(1),
  );
  it('is not begun without', () =>
    given(...factsAfter(open))
      .when(ask.start())
      .thenRejected('SlotNotHeld'));
  it('is not begun once the slot was given back', () =>
    given(...factsAfter(told('held'), open, told('given-back')))
      .when(ask.start())
      .thenRejected('SlotNotHeld'));
  it('keeps the slot through every remake', () =>
    expect(
      given(...factsAfter(told('held'), open, ask.start(), ask.fail))
        .when(ask.start(2))
        .facts(),
    ).toHaveLength(1));
  it('hears of its slot once, and not after its end', () => {
    given().when(told('held')).then(held);
    given(held).when(told('held')).thenNothing();
    given(held).when(told('given-back')).then(givenBack);
    given(...factsAfter(open, ask.cancel))
      .when(told('given-back'))
      .thenNothing();
    given(...factsAfter(ask.cancel))
      .when(told('held'))
      .thenNothing();
  });
});
