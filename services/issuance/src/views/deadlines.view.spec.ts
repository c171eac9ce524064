import { answerOf } from '@ekey/kernel/testing';
import type { KeyOrderEvent } from '../key-order/key-order.events';
import { ask, caseId, due, factsAfter, historyTo, now, ofCase } from '../testing/example-order';
import { recordedHistory } from '../testing/recorded-history';
import { deadlines } from './deadlines.view';

const shown = (facts: readonly KeyOrderEvent[]) =>
  answerOf(deadlines, caseId, recordedHistory(`issuance.KeyOrder-${caseId}`, facts));

describe('the clock of an order', () => {
  it('runs on from the re-verification', () =>
    expect(shown(historyTo('producing'))).toEqual({
      ...{ caseId, stage: 're-verification-and-making', attempt: 1, startedAt: due.startedAt, dueAt: due.dueAt },
      ...{ provisional: false, warned: [], breached: false },
    }));
  it('stops when the key is made, and is none until another is set', () => {
    expect(shown(historyTo('made'))).toBeNull();
    expect(shown(historyTo('received'))).toBeNull();
    expect(shown(factsAfter(ask.open, ask.start(), ask.fail))).toBeNull();
    expect(shown(factsAfter(ask.open, ask.start(), ask.fail, ask.setDue()))).toMatchObject({
      attempt: 2,
      startedAt: now,
    });
    expect(shown(factsAfter(ask.open, ask.cancel))).toBeNull();
  });
  it('remembers what it was warned of, and that it is late', () => {
    const stage = 're-verification-and-making' as const;
    const near: KeyOrderEvent = {
      type: 'DeadlineNear',
      data: { stage, dueAt: due.dueAt, grounds: ['halfTime'], warnedAt: now },
    };
    const late = { type: 'DeadlineBreached', data: { stage, dueAt: due.dueAt } } as KeyOrderEvent;
    const told = [...historyTo('to-make'), near, late];
    expect(shown(told)).toMatchObject({ warned: ['halfTime'], breached: true });
    const restated = (dueAt: string): KeyOrderEvent => ({
      type: 'DueDateSet',
      data: { ...ofCase, stage, round: 2, attempt: 1, ...due, dueAt, setAt: now },
    });
    expect(shown([...told, restated(due.dueAt)])).toMatchObject({ warned: ['halfTime'], breached: true });
    expect(shown([...told, restated('2026-03-09T16:00:00.000Z')])).toMatchObject({ warned: [], breached: false });
  });
});
