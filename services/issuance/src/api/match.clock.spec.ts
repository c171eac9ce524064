import { readConfig } from '@ekey/platform';
import { recordingCommands } from '../testing/recording-commands';
import { MatchClock } from './match.clock';
import type { ThreeWayMatch } from './three-way-match';

const compared = { tokens: 3, certificates: 4, orders: 2, different: 1 };
async function tick(now: string, isCompleted = false, hour?: string) {
  const { sent, commands } = recordingCommands();
  const asked: string[] = [];
  const known = Object.assign(commands, { ask: async () => ({ state: { isCompleted } }) });
  const match = { compare: async (at: string) => (asked.push(at), compared) } as unknown as ThreeWayMatch;
  await new MatchClock(known, match, readConfig(hour === undefined ? {} : { MATCH_HOUR: hour })).tick(now);
  return { sent, asked };
}
const NIGHT = '2026-03-02T19:30:00.000Z';

describe('the nightly comparison', () => {
  it('is made in the night and recorded for its day in Beijing', async () => {
    const { sent, asked } = await tick(NIGHT);
    expect(asked).toEqual([NIGHT]);
    expect(sent).toMatchObject([
      {
        to: 'HandleMatch 2026-03-03',
        command: { type: 'CompleteMatch', data: { day: '2026-03-03', ...compared, startedAt: NIGHT } },
      },
    ]);
  });
  it('is made once in a night', async () => expect(await tick(NIGHT, true)).toEqual({ sent: [], asked: [] }));
  it('is not made by day, but from the hour that is configured', async () => {
    expect((await tick('2026-03-02T10:00:00.000Z')).asked).toEqual([]);
    expect((await tick('2026-03-02T17:00:00.000Z')).asked).toEqual([]);
    expect((await tick('2026-03-02T17:00:00.000Z', false, '1')).asked).toHaveLength(1);
  });
});
