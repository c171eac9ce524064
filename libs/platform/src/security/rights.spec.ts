import { ANONYMOUS, type Caller } from './caller';
import { assertComplete, mayUse, Rights } from './rights';

const reviewer: Caller = { kind: 'staff', id: 'officer', roles: ['AGR', 'AUD'] };
const rights = (): Rights => {
  const table = new Rights();
  table.add({ 'GET /api/a/v1/x': 'public', 'PUT /api/a/v1/x/:id': ['AGR'] });
  return table;
};

describe('rights', () => {
  it('are those of one of the roles, or everybody’s', () => {
    expect([mayUse('public', ANONYMOUS), mayUse(['AGR'], reviewer), mayUse(['SPR', 'AUD'], reviewer)]).toEqual([true, true, true]); // prettier-ignore
    expect([mayUse(['SPR'], reviewer), mayUse([], reviewer), mayUse(['AGR'], ANONYMOUS)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('of HEAD are those of GET', () => {
    expect(rights().grant('HEAD', '/api/a/v1/x')).toBe('public');
    expect(rights().grant('POST', '/api/a/v1/x')).toBeUndefined();
  });

  it('fit the routes, or nothing starts', () => {
    expect(() => assertComplete(rights(), ['GET /api/a/v1/x', 'PUT /api/a/v1/x/:id'])).not.toThrow();
    expect(() => assertComplete(rights(), ['GET /api/a/v1/x', 'POST /api/a/v1/y'])).toThrow(
      'no row for POST /api/a/v1/y; no route for PUT /api/a/v1/x/:id',
    );
  });
});
