import { memoryViews } from '@ekey/views/testing';
import { ask, caseId, historyTo } from '../testing/example-order';
import { recordedHistory } from '../testing/recorded-history';
import { recordingCommands } from '../testing/recording-commands';
import { orderList } from '../views/order-list.view';
import { CollectionsClock } from './collections.clock';

async function tick(now: string, history: ReturnType<typeof historyTo>) {
  const views = memoryViews();
  await views.open([orderList]);
  await views.apply(orderList, recordedHistory(`issuance.KeyOrder-${caseId}`, history));
  const { sent, commands } = recordingCommands();
  await new CollectionsClock(commands, views).tick(now);
  return sent;
}
const SEVEN = '2026-03-09T02:00:01.000Z';
const [BEFORE, AFTER] = ['2026-05-31T15:59:59.000Z', '2026-05-31T16:00:01.000Z'];

describe('a key at the counter', () => {
  it('is kept to the end of its term', async () =>
    expect((await tick(BEFORE, historyTo('ready'))).map(({ command }) => command.type)).toEqual([
      'RemindOfCollection',
    ]));
  it('has its enterprise reminded when the day has come, by one command for each reminder', async () => {
    expect(await tick('2026-03-09T02:00:00.000Z', historyTo('ready'))).toEqual([]);
    const first = await tick(SEVEN, historyTo('ready'));
    expect(first).toMatchObject([
      { to: `HandleKeyOrder ${caseId}`, command: { type: 'RemindOfCollection', data: { attempt: 1, now: SEVEN } } },
    ]);
    const again = await tick('2026-03-10T02:00:00.000Z', historyTo('ready'));
    expect(again.map(({ commandId }) => commandId)).toEqual(first.map(({ commandId }) => commandId));
    const reminded = historyTo('ready', { type: 'RemindOfCollection', data: { attempt: 1, now: SEVEN } });
    expect(await tick('2026-03-10T02:00:00.000Z', reminded)).toEqual([]);
    const [next] = await tick('2026-04-01T02:00:01.000Z', reminded);
    expect(next?.commandId).not.toBe(first[0]?.commandId);
  });
  it.each([
    ['that nobody came for', historyTo('ready')],
    ['that was reviewed and not taken', historyTo('reviewed')],
    ['whose papers were not in order', historyTo('ready', ask.failReview())],
  ])('%s is asked about then, by one command for ever', async (_, history) => {
    const first = await tick(AFTER, history);
    expect(first).toMatchObject([
      { to: `HandleKeyOrder ${caseId}`, command: { type: 'ExpireCollection', data: { attempt: 1, now: AFTER } } },
    ]);
    const again = await tick('2026-06-02T00:00:00.000Z', history);
    expect(again.map(({ commandId }) => commandId)).toEqual(first.map(({ commandId }) => commandId));
  });
  it('is nobody’s business once it was taken, or its order is over', async () => {
    expect(await tick(AFTER, historyTo('collected'))).toEqual([]);
    expect(await tick(AFTER, historyTo('ready', ask.cancel))).toEqual([]);
    expect(await tick(AFTER, historyTo('received'))).toEqual([]);
  });
});
