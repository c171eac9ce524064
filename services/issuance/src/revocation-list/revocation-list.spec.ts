import { fold } from '@ekey/kernel';
import { scenarios } from '@ekey/kernel/testing';
import { revocationList } from './revocation-list.decider';
import type { RevocationListEvent } from './revocation-list.events';

const { given } = scenarios(revocationList);
const at = (minute: string): string => `2026-03-02T02:${minute}:00.000Z`;
const refreshed = (minute: string): RevocationListEvent => ({
  type: 'RevocationListRefreshed',
  data: { refreshedAt: at(minute) },
});
const refresh = (minute: string) => ({ type: 'RefreshRevocationList', data: { now: at(minute) } }) as const;

describe('refreshing the revocation list', () => {
  it('is a fact, whose place in the log gives the next list its number', () => {
    given().when(refresh('00')).then(refreshed('00'));
    given(refreshed('00')).when(refresh('30')).then(refreshed('30'));
  });
  it("is a fact even where the host's clock was set back", () =>
    given(refreshed('30')).when(refresh('29')).then(refreshed('29')));
});

it('passes over a fact that it does not know', () => {
  const later = { type: 'RevocationListPolished', data: {} } as unknown as RevocationListEvent;
  expect(fold(revocationList, [refreshed('00'), later])).toEqual(fold(revocationList, [refreshed('00')]));
});
