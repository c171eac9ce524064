import { ShiftedClock } from '@ekey/kernel/testing';
import { describeSessionStoreContract } from '../contract/session-store.contract';
import { SqliteSessionStore } from './sqlite.session-store';

describeSessionStoreContract('sqlite', async (clock) => {
  const store = new SqliteSessionStore(':memory:', clock);
  return { store, dispose: async () => store.close() };
});

describe('the file of sessions', () => {
  it('does not keep for long what has expired', async () => {
    const clock = new ShiftedClock('2026-03-02T01:00:00.000Z');
    const store = new SqliteSessionStore(':memory:', clock);
    const soon = new Date(Date.parse(clock.now()) + 60_000).toISOString();
    for (let index = 0; index < 999; index += 1) await store.set('nonce', `${index}`, index, soon);
    clock.advance({ minutes: 2 });
    await store.set('nonce', 'last', 'kept', new Date(Date.parse(clock.now()) + 60_000).toISOString());
    clock.advance({ minutes: -2 });
    expect([await store.get('nonce', '5'), await store.get('nonce', 'last')]).toEqual([null, 'kept']);
    store.close();
  });
});
