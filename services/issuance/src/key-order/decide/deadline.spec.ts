import { scenarios } from '@ekey/kernel/testing';
import { ask, due, factsAfter, historyTo, now, ofCase } from '../../testing/example-order';
import { keyOrder } from '../key-order.decider';
import type { Due, DueStage } from '../key-order.events';

const { given } = scenarios(keyOrder);
const making = 're-verification-and-making';
const set = (stage: DueStage, attempt: number, change: Partial<Due> = {}) =>
  ({ type: 'SetDueDate', data: { stage, attempt, ...due, ...change, now } }) as const;
const dueDateSet = (stage: DueStage, attempt: number, change: Partial<Due> = {}) =>
  ({ type: 'DueDateSet', data: { ...ofCase, stage, round: 2, attempt, ...due, ...change, setAt: now } }) as const;
const late = '2026-03-06T16:00:00.000Z';
const breach = (dueAt = due.dueAt, at = late) =>
  ({ type: 'RecordDeadlineBreach', data: { stage: making, dueAt, now: at } }) as const;
const breached = {
  type: 'DeadlineBreached',
  data: { ...ofCase, stage: making, round: 2, attempt: 1, ...due, breachedAt: late },
} as const;

describe('the clock of the making', () => {
  it('goes on with the due date that the re-verification brought', () =>
    expect(given(...historyTo('to-make')).state()).toMatchObject({ clock: { stage: making, dueAt: due.dueAt } }));
  it('starts anew, in full, with every remake', () => {
    const remade = factsAfter(ask.open, ask.start(), ask.fail);
    expect(given(...remade).state()).toMatchObject({ clock: null });
    given(...remade)
      .when(set(making, 2))
      .then(dueDateSet(making, 2));
    given(...remade, dueDateSet(making, 2))
      .when(set(making, 2))
      .thenNothing();
  });
  it('is not set for an attempt that is over, nor once the key is made', () => {
    given(...factsAfter(ask.open, ask.start(), ask.fail))
      .when(set(making, 1))
      .thenNothing();
    given(...historyTo('made'))
      .when(set(making, 1))
      .thenNothing();
    given(...factsAfter(ask.open, ask.cancel))
      .when(set(making, 1))
      .thenNothing();
  });
});

describe('a due date', () => {
  const provisional = { ...ask.open, data: { ...ask.open.data, due: { ...due, provisional: true } } };

  it('that was provisional is restated when the calendar is known', () => {
    const change = { dueAt: '2026-03-09T16:00:00.000Z', dueOn: '2026-03-09' };
    given(...factsAfter(provisional))
      .when(set(making, 1, change))
      .then(dueDateSet(making, 1, change));
    given(...factsAfter(provisional))
      .when(set(making, 1))
      .then(dueDateSet(making, 1));
  });
  it('that is provisional still is restated where the calendar moves it', () => {
    const change = { dueAt: '2026-03-09T16:00:00.000Z', dueOn: '2026-03-09', provisional: true };
    given(...factsAfter(provisional))
      .when(set(making, 1, change))
      .then(dueDateSet(making, 1, change));
    given(...factsAfter(provisional))
      .when(set(making, 1, { provisional: true }))
      .thenNothing();
  });
  it('that is restated to no later day stays late, and is warned of no second time', () => {
    const nearly = { type: 'DeadlineNear', data: { stage: making, dueAt: due.dueAt, grounds: ['halfTime'], warnedAt: now } } as const; // prettier-ignore
    const told = [...factsAfter(provisional), nearly, breached];
    expect(given(...told, dueDateSet(making, 1)).state()).toMatchObject({
      clock: { warned: ['halfTime'], breached: true, provisional: false },
    });
    const later = { dueAt: '2026-03-09T16:00:00.000Z', dueOn: '2026-03-09' };
    expect(given(...told, dueDateSet(making, 1, later)).state()).toMatchObject({
      clock: { warned: [], breached: false },
    });
  });
  it('is not restated for a period that began at another time', () =>
    given(...factsAfter(provisional))
      .when(set(making, 1, { startedAt: now }))
      .thenNothing());
  it('of the pick-up notice is set once the parcel is there', () => {
    given(...historyTo('shipped'))
      .when(set('pickup-notice', 1))
      .thenNothing();
    given(...historyTo('received'))
      .when(set('pickup-notice', 1))
      .then(dueDateSet('pickup-notice', 1));
    given(...historyTo('received'))
      .when(set(making, 1))
      .thenNothing();
    given(...historyTo('ready'))
      .when(set('pickup-notice', 1))
      .thenNothing();
  });
  it('of the pick-up notice is over with the notice', () => {
    const waiting = [...historyTo('received'), dueDateSet('pickup-notice', 1)];
    const told = given(...waiting)
      .when(ask.notify)
      .facts();
    expect(given(...waiting, ...told).state()).toMatchObject({ clock: null });
  });
});

describe('a warning', () => {
  const warn = (...grounds: ('halfTime' | 'oneDayBefore')[]) =>
    ({ type: 'WarnOfDeadline', data: { stage: making, dueAt: due.dueAt, grounds, now } }) as const;
  const near = (...grounds: ('halfTime' | 'oneDayBefore')[]) =>
    ({ type: 'DeadlineNear', data: { stage: making, dueAt: due.dueAt, grounds, warnedAt: now } }) as const;

  it('is given once for each ground', () => {
    given(...historyTo('to-make'))
      .when(warn('halfTime'))
      .then(near('halfTime'));
    given(...historyTo('to-make'), near('halfTime'))
      .when(warn('halfTime'))
      .thenNothing();
    given(...historyTo('to-make'), near('halfTime'))
      .when(warn('halfTime', 'oneDayBefore'))
      .then(near('oneDayBefore'));
  });
  it('is not given of a clock that no longer runs', () =>
    given(...historyTo('made'))
      .when(warn('halfTime'))
      .thenNothing());
});

describe('a breach', () => {
  it('is a fact from the first moment after the last day', () => {
    given(...historyTo('producing'))
      .when(breach(due.dueAt, '2026-03-06T15:59:59.999Z'))
      .thenNothing();
    given(...historyTo('producing'))
      .when(breach())
      .then(breached);
  });
  it('is recorded once', () =>
    given(...historyTo('producing'), breached)
      .when(breach())
      .thenNothing());
  it('is none of a due date that was restated, or of a clock that has stopped', () => {
    given(...historyTo('producing'))
      .when(breach('2026-03-05T16:00:00.000Z'))
      .thenNothing();
    given(...historyTo('made'))
      .when(breach())
      .thenNothing();
    given().when(breach()).thenNothing();
  });
  it('does not keep the key from being made', () =>
    given(...historyTo('sealed'), breached)
      .when(ask.check())
      .thenTypes('QualityPassed', 'KeyMade'));
});
