import { TimelineSources, type TimelineEntry } from './timeline-sources';

const sources = new TimelineSources(['renewal', 'review']);
const entry = (source: 'renewal' | 'review', sequence: number, at: string): TimelineEntry<'renewal' | 'review'> => ({
  ...{ source, sequence, at, code: 'Told', detail: {} },
});

describe('the timeline of a case', () => {
  const [first, second, third] = [entry('renewal', 0, '2027-01-20'), entry('review', 4, '2027-01-21'), entry('renewal', 7, '2027-01-22')]; // prettier-ignore

  it('stands in the order of time, whoever tells of it', () =>
    expect(sources.inOrder([third, first, second])).toEqual([first, second, third]));

  it('gives a reader who comes back what is new, even where a late source tells of an earlier time', () => {
    const earlier = sources.after([first, third], sources.beginning());
    expect(earlier).toEqual({ fresh: [first, third], position: { renewal: 7, review: -1 } });
    const later = sources.after([first, second, third], earlier.position);
    expect(later).toEqual({ fresh: [second], position: { renewal: 7, review: 4 } });
    expect(sources.after([first, second, third], later.position).fresh).toEqual([]);
  });

  it('remembers a position as text', () => {
    expect(sources.text(sources.beginning())).toBe('-1.-1');
    expect(sources.parse(sources.text({ renewal: 12, review: -1 }))).toEqual({ renewal: 12, review: -1 });
    for (const text of ['', '1', '1.2.3', 'a.b', '-2.0', '1e9.0', '1.', ' 1.2', '1234567890.1'])
      expect(sources.parse(text)).toBeNull();
  });
});
