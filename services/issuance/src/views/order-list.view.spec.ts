import { answerOf } from '@ekey/kernel/testing';
import type { KeyOrderCommand } from '../key-order/key-order.commands';
import type { KeyOrderEvent } from '../key-order/key-order.events';
import { ask, caseId, due, historyTo, nameCn, ofCase, parcel, place, tokenOf, uscc } from '../testing/example-order';
import { recordedHistory } from '../testing/recorded-history';
import { orderList } from './order-list.view';

const stream = `issuance.KeyOrder-${caseId}`;
const shown = (facts: readonly KeyOrderEvent[]) => answerOf(orderList, caseId, recordedHistory(stream, facts));
describe('a line of the work list', () => {
  it.each([
    ['to-make', 'to-make', '复核通过', 'start-production'],
    ['producing', 'producing', '电子钥匙制作中', 'request-certificates'],
    ['certified', 'producing', '电子钥匙制作中', 'await-certificates'],
    ['sealed', 'producing', '电子钥匙制作中', 'check-quality'],
    ['made', 'made', '制作完成, 待寄出', 'ship'],
    ['shipped', 'shipped', '已寄往发证机构', 'await-receipt'],
    ['received', 'received', '发证机构已签收', 'notify-collection'],
    ['ready', 'ready', '待领取 (请携带全部纸质材料)', 'final-review'],
    ['reviewed', 'reviewed', '待领取 (请携带全部纸质材料)', 'hand-over'],
    ['collected', 'collected', '已领取', 'none'],
  ] as const)('of an order that is %s shows %s, %s, and next: %s', (where, status, label, nextStep) =>
    expect(shown(historyTo(where))).toMatchObject({ status, label, nextStep }),
  );
  it('shows a failed final review, and who can do something about it', () => {
    expect(shown(historyTo('ready', ask.failReview()))).toMatchObject({
      label: '现场终审未通过',
      nextStep: 'final-review',
    });
    expect(shown(historyTo('ready', ask.failReview(false)))).toMatchObject({
      label: '现场终审未通过',
      nextStep: 'terminate',
    });
  });
  it('shows how an order ended', () => {
    expect(shown(historyTo('made', ask.cancel))).toMatchObject({
      status: 'withdrawn',
      label: '已撤回',
      nextStep: 'none',
      clock: null,
    });
    expect(shown(historyTo('ready', ask.failReview(false), ask.terminate))).toMatchObject({
      status: 'terminated',
      label: '已终止',
    });
  });
  it('asks for the letter with the PIN where it was forgotten', () => {
    const facts = historyTo('reviewed').filter(({ type }) => type !== 'PinLetterDispatched');
    expect(shown(facts)).toMatchObject({ nextStep: 'send-pin-letter' });
  });
  it('lacks the letter with the PIN from the taken token on until it is sent, and not where it is over', () => {
    const letter = (facts: Parameters<typeof shown>[0]) => {
      const line = shown(facts);
      return line && [line.pinLetterSent, orderList.indexes['pinLetter']?.(line)];
    };
    const unsent = (where: Parameters<typeof historyTo>[0]) =>
      historyTo(where).filter(({ type }) => type !== 'PinLetterDispatched');
    expect(letter(historyTo('to-make'))).toEqual([false, null]);
    expect(letter(unsent('producing'))).toEqual([false, 'missing']);
    expect(letter(unsent('shipped'))).toEqual([false, 'missing']);
    expect(letter(historyTo('shipped'))).toEqual([true, 'sent']);
    expect(letter(unsent('collected'))).toEqual([false, null]);
  });
  it('names enterprise, place, token and the clock that runs', () =>
    expect(shown(historyTo('producing'))).toMatchObject({
      ...{ caseId, uscc, nameCn, formNumber: 'EK-2026-000001', ...place, attempt: 1, tokenSerial: tokenOf(1) },
      clock: { stage: 're-verification-and-making', dueAt: due.dueAt, dueOn: due.dueOn, warned: [], breached: false },
    }));
  it('begins again with a remake, whose clock is set anew', () => {
    const remade = historyTo('sealed', ask.fail);
    expect(shown(remade)).toMatchObject({ status: 'to-make', attempt: 2, tokenSerial: null, clock: null });
    expect(shown(historyTo('sealed', ask.fail, ask.setDue()))).toMatchObject({ clock: { dueAt: due.dueAt } });
  });
  it('shows warnings and a breach of the clock', () => {
    const stage = 're-verification-and-making' as const;
    const near: KeyOrderEvent = {
      type: 'DeadlineNear',
      data: { stage, dueAt: due.dueAt, grounds: ['halfTime'], warnedAt: 'then' },
    };
    const late = { type: 'DeadlineBreached', data: { stage, dueAt: due.dueAt } } as KeyOrderEvent;
    const told = [...historyTo('to-make'), near, late];
    expect(shown(told)).toMatchObject({ clock: { warned: ['halfTime'], breached: true } });
    const restated: KeyOrderEvent = {
      type: 'DueDateSet',
      data: { ...ofCase, stage, round: 2, attempt: 1, ...due, setAt: 'then' },
    };
    expect(shown([...told, restated])).toMatchObject({ clock: { warned: ['halfTime'], breached: true } });
  });
  it('tells when its enterprise is reminded, as long as it helps to come', () => {
    const remind: KeyOrderCommand = {
      type: 'RemindOfCollection',
      data: { attempt: 1, now: '2026-03-09T02:00:00.000Z' },
    };
    expect(shown(historyTo('received'))).toMatchObject({ reminderDueAt: null });
    expect(shown(historyTo('ready'))).toMatchObject({ reminderDueAt: '2026-03-09T02:00:00.000Z' });
    expect(shown(historyTo('ready', remind))).toMatchObject({ reminderDueAt: '2026-04-01T02:00:00.000Z' });
    expect(shown(historyTo('reviewed'))).toMatchObject({ reminderDueAt: '2026-03-09T02:00:00.000Z' });
    for (const history of [
      historyTo('ready', ask.failReview(false)),
      historyTo('collected'),
      historyTo('ready', ask.cancel),
    ])
      expect(shown(history)).toMatchObject({ reminderDueAt: null });
  });
  it('shows a claim of a parcel only while it is one', () => {
    expect(shown(historyTo('packed'))).toMatchObject({
      packing: { parcelId: parcel.parcelId, claimId: parcel.claimId },
    });
    expect(shown(historyTo('shipped'))).toMatchObject({ packing: null, parcelId: parcel.parcelId });
    expect(shown(historyTo('packed', ask.unpack))).toMatchObject({ packing: null });
    expect(shown(historyTo('packed', ask.cancel))).toMatchObject({ packing: null });
  });
  it('is none for a case that was withdrawn before there was an order', () =>
    expect(shown([{ type: 'WithdrawalRecorded', data: { ground: 'withdrawn', recordedAt: 'then' } }])).toBeNull());
  it('is found by status, code, token, form and place, and stands by its due date', () => {
    const line = shown(historyTo('packed'));
    if (line === null) throw new Error('no line');
    const values = Object.fromEntries(Object.entries(orderList.indexes).map(([name, of]) => [name, of(line)]));
    expect(values).toEqual({
      status: 'made',
      urgency: '9999-12-31T16:00:00.000Z',
      pinLetter: 'sent',
      changedAt: line.changedAt,
      uscc,
      token: tokenOf(1),
      formNumber: 'EK-2026-000001',
      ...place,
      collectBy: null,
      reminderDueAt: null,
      packedAt: line.packing?.packedAt,
    });
    const waiting = shown(historyTo('to-make'));
    expect(waiting && orderList.indexes['urgency']?.(waiting)).toBe(due.dueAt);
    const ready = shown(historyTo('ready'));
    const last = ready && orderList.indexes['urgency']?.(ready);
    expect(last).toBe(`9999-12-31T16:00:00.000Z ${ready?.collectBy}`);
  });
});
