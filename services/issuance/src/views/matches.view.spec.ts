import { answerOf } from '@ekey/kernel/testing';
import { recordedHistory } from '../testing/recorded-history';
import { matches } from './matches.view';

const data = {
  ...{ day: '2026-03-03', tokens: 3, certificates: 4, orders: 2, different: 1 },
  ...{ startedAt: '2026-03-02T19:00:00.000Z', completedAt: '2026-03-02T19:00:01.000Z' },
};

it('a night is shown with what was compared in it', () => {
  const log = recordedHistory('issuance.Match-2026-03-03', [{ type: 'MatchCompleted', data }]);
  expect(answerOf(matches, '2026-03-03', log)).toEqual(data);
  expect(matches.indexes['day']?.(data)).toBe('2026-03-03');
});
