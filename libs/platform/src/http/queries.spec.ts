import { z } from 'zod';
import { atLeast, atLeastQuery, page, pageQuery } from './queries';

const query = z.strictObject({ ...pageQuery, ...atLeastQuery });

describe('the query of a list', () => {
  it('is a page of fifty, unless it says otherwise', () => {
    expect(page(query.parse({}))).toEqual({ limit: 50 });
    expect(page(query.parse({ limit: '7', after: 'cursor' }))).toEqual({ limit: 7, after: 'cursor' });
  });

  it.each([{ limit: '0' }, { limit: '201' }, { limit: '1.5' }, { limit: 'ten' }, { after: 'x'.repeat(2_001) }])(
    'is not %p',
    (given) => {
      expect(query.safeParse(given).success).toBe(false);
    },
  );
});

describe('the revision that a reader waits for', () => {
  it('is of a service, or none', () => {
    expect(atLeast(query.parse({ atLeast: 'intake:12' }))).toEqual({ service: 'intake', revision: 12 });
    expect(atLeast(query.parse({}))).toBeUndefined();
  });
});
