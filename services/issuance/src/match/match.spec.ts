import { scenarios } from '@ekey/kernel/testing';
import { match } from './match.decider';
import type { MatchEvent } from './match.events';

const { given } = scenarios(match);
const told = {
  ...{ day: '2026-03-03', tokens: 3, certificates: 4, orders: 2, different: 1 },
  startedAt: '2026-03-02T19:00:00.000Z',
};
const complete = (now: string) => ({ type: 'CompleteMatch', data: { ...told, now } }) as const;
const completed: MatchEvent = {
  type: 'MatchCompleted',
  data: { ...told, completedAt: '2026-03-02T19:00:09.000Z' },
};

describe('the comparison of one night', () => {
  it('is completed once, by whichever process is first', () => {
    given().when(complete('2026-03-02T19:00:09.000Z')).then(completed);
    given(completed).when(complete('2026-03-02T19:00:11.000Z')).thenNothing();
  });
});
