import type { Config } from '@ekey/platform';
import type { RevocationLists } from '../effects/revocation-lists';
import { recordingCommands } from '../testing/recording-commands';
import { RevocationListClock } from './revocation-list.clock';

const current = {
  number: 77,
  der: Buffer.alloc(0),
  thisUpdate: '2026-03-02T02:00:00.000Z',
  nextUpdate: '2026-03-02T03:00:00.000Z',
};

async function tick(now: string) {
  const { sent, commands } = recordingCommands();
  const lists = { current: async () => current } as RevocationLists;
  await new RevocationListClock(commands, lists, { CRL_MINUTES: 60 } as Config).tick(now);
  return sent;
}

describe('the revocation list', () => {
  it('stands for the first half of its life', async () => expect(await tick('2026-03-02T02:29:59.999Z')).toEqual([]));
  it('is made anew in the second, by one command for each list', async () => {
    const [first, again] = [await tick('2026-03-02T02:30:00.000Z'), await tick('2026-03-02T02:45:00.000Z')];
    expect(first).toMatchObject([
      { command: { type: 'RefreshRevocationList', data: { now: '2026-03-02T02:30:00.000Z' } } },
    ]);
    expect(again[0]?.commandId).toBe(first[0]?.commandId);
  });
});
