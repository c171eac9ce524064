import { CASES, endsBy, type Figure, type FigureClass, type Reading } from './figures';
import { openLog } from './logging';
import { readFigures } from './read-figures';

class Shelves implements Figure {
  static readonly about = CASES;
  async read(now: string): Promise<readonly Reading[]> {
    return [{ labels: { stage: now }, value: 3 }];
  }
}
class Lost implements Figure {
  static readonly about = { ...CASES, name: 'ekey_lost' } as const;
  async read(): Promise<readonly Reading[]> {
    throw new Error('the view is behind');
  }
}

describe('figures', () => {
  it('are told, each with the time at which they hold; one that cannot be read takes no other with it', async () => {
    const lines: string[] = [];
    openLog('warn', { write: (line) => void lines.push(line) });
    const told = await readFigures(
      [Lost, Shelves] as FigureClass[],
      (figure) => new figure(),
      '2026-03-02T01:00:00.000Z',
    );
    openLog('silent');
    expect(told).toEqual([
      { about: Lost.about, readings: [] },
      { about: CASES, readings: [{ labels: { stage: '2026-03-02T01:00:00.000Z' }, value: 3 }] },
    ]);
    expect(lines.join('')).toMatch(/ekey_lost.*the view is behind/);
  });

  it('put every due moment into one of three ranges, and none into two', () => {
    const ends = Object.entries(endsBy('2026-03-02T01:00:00.000Z'));
    const rangeOf = (dueAt: string): readonly string[] =>
      ends.filter(([, { from = '', to = '9' }]) => from <= dueAt && dueAt < to).map(([end]) => end);
    expect(rangeOf('2026-03-02T00:59:59.999Z')).toEqual(['overdue']);
    expect(rangeOf('2026-03-02T01:00:00.000Z')).toEqual(['within-a-day']);
    expect(rangeOf('2026-03-03T00:59:59.999Z')).toEqual(['within-a-day']);
    expect(rangeOf('2026-03-03T01:00:00.000Z')).toEqual(['later']);
  });
});
