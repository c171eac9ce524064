import fc from 'fast-check';
import { markOf, placesOf, placesText, sharedGroup } from './membership';

const marks = fc.integer().map((number) => markOf(`reactor ${number}`));
const places = fc.dictionary(marks, fc.nat({ max: 2 ** 40 })).map((found) => new Map(Object.entries(found)));

describe('the places of reactors beside an offset', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(places, fc.nat({ max: 2 ** 40 }), (written, offset) =>
        expect(placesOf(placesText(written, offset), offset)).toEqual(written),
      ),
    );
  });

  it('are those of nobody where another has committed the offset', () => {
    for (const text of [undefined, null, '', 'set by hand', '{"a":1}']) expect(placesOf(text, 7).size).toBe(0);
  });

  it('find room with every offset, and leave out those who came first where there are too many', () => {
    const many = new Map(Array.from({ length: 1_000 }, (_none, index) => [markOf(`${index}`), index * 1_000_000]));
    const text = placesText(many, 500);
    expect(text.length).toBeLessThanOrEqual(4_096);
    expect([...placesOf(text, 500).keys()].at(-1)).toBe(markOf('999'));
  });
});

it('all reactors of a service are one group on a topic, and whoever is nobody’s is one of its own', () => {
  expect(sharedGroup('intake: view drafts v1 of own', 'intake.log')).toBe('intake: intake.log');
  expect(sharedGroup('intake: publisher intake', 'intake.log')).toBe('intake: intake.log');
  expect(sharedGroup('somebody', 'intake.log')).toBe('somebody');
});
