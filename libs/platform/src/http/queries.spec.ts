import { z } from 'zod';
import { atLeast, atLeastQuery, heardOf, inDigits, page, pageQuery } from './queries';

const query = z.strictObject({ ...pageQuery, ...atLeastQuery });

describe('the query of a list', () => {
  it('is a page of fifty, unless it says otherwise', () => {
    expect(page(query.parse({}))).toEqual({ limit: 50 });
    expect(page(query.parse({ limit: '7', after: 'cursor' }))).toEqual({ limit: 7, after: 'cursor' });
  });

  it.each([
    { limit: '0' },
    { limit: '201' },
    { limit: '1.5' },
    { limit: 'ten' },
    { limit: '1e1' },
    { after: 'x'.repeat(2_001) },
  ])('is not %p', (given) => {
    expect(query.safeParse(given).success).toBe(false);
  });
});

describe('a whole number in an address', () => {
  const page = inDigits(z.int().min(1).max(10));

  it('is written in digits', () => {
    expect([page.parse('1'), page.parse('10')]).toEqual([1, 10]);
  });

  it.each(['1e1', ' 1', '1 ', '0x1', '0b1', '1.0', '+1', '-1', '', '１', 'Infinity', '9'.repeat(16), '0', '11'])(
    'is not %p',
    (text) => {
      expect(page.safeParse(text).success).toBe(false);
    },
  );

  it('may be as large as is counted exactly, and no larger', () => {
    const position = inDigits(z.int().min(0));
    expect(position.parse('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
    for (const text of ['9007199254740992', '9007199254740993', '9'.repeat(16), '9'.repeat(17)])
      expect(position.safeParse(text).success).toBe(false);
  });

  it('is described as a number', () => {
    expect(z.toJSONSchema(page, { io: 'input' })).toMatchObject({ type: 'integer', minimum: 1, maximum: 10 });
  });
});

describe('the revision that a reader waits for', () => {
  it('is of a service, or none', () => {
    expect(atLeast(query.parse({ atLeast: 'intake:12' }))).toEqual({ service: 'intake', revision: 12 });
    expect(atLeast(query.parse({}))).toBeUndefined();
  });

  it('is the first of all where a thing is only to be known there', () => {
    expect(heardOf('review')).toEqual({ service: 'review', revision: 0 });
  });
});
