import { answerOf } from '@ekey/kernel/testing';
import type { DifferenceEvent } from '../difference/difference.events';
import { recordedHistory } from '../testing/recorded-history';
import { differences } from './differences.view';

const subject = 'token.EK2026.0001';
const about = { subject, code: 'claim-unused', found: 'token assigned, order to-make' } as const;
const found = (seen: string = about.found): DifferenceEvent => ({
  type: 'DifferenceFound',
  data: { ...about, found: seen, foundAt: 'then' },
});
const settled: DifferenceEvent = { type: 'DifferenceSettled', data: { ...about, settledAt: 'then' } };
const shown = (...facts: readonly DifferenceEvent[]) =>
  answerOf(differences, subject, recordedHistory(`issuance.Difference-${subject}`, facts));
const [FIRST, SECOND] = ['2026-03-02T02:00:00.000Z', '2026-03-02T02:00:01.000Z'];

describe('what does not agree', () => {
  it('is shown with what was found, and since when', () =>
    expect(shown(found())).toEqual({
      ...{ kind: 'token', id: 'EK2026.0001', state: 'open', changedAt: FIRST },
      differences: [{ code: about.code, found: about.found, since: FIRST }],
    }));
  it('keeps its time when something else is found beside it', () =>
    expect(shown(found(), found('other'))?.differences.map(({ since }) => since)).toEqual([FIRST, SECOND]));
  it('is settled once nothing of it is found any more', () =>
    expect(shown(found(), settled)).toMatchObject({ state: 'settled', differences: [], changedAt: SECOND }));
  it('is listed by where it stands, what it is about and when it changed', () => {
    const answer = shown(found());
    if (answer === null) throw new Error('nothing is shown');
    const indexed = Object.fromEntries(Object.entries(differences.indexes).map(([name, of]) => [name, of(answer)]));
    expect(indexed).toEqual({ state: 'open', kind: 'token', changedAt: FIRST });
  });
});
