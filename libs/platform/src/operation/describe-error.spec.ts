import { describeError } from './describe-error';

describe('an error in the log', () => {
  it('is told by its kind, its message and where it arose', () => {
    const told = describeError(new TypeError('no such shelf')) as { stack: string[] };
    expect(told).toMatchObject({ name: 'TypeError', message: 'no such shelf' });
    expect(told.stack[0]).toMatch(/^at .*describe-error\.spec/);
    expect(told.stack.length).toBeLessThan(9);
  });

  it('keeps back what may belong to a person, in every line of its message', () => {
    const told = JSON.stringify(
      describeError(new Error('for 王@enterprise.example,\n13800000000 or 11010519491231002X')),
    );
    expect(told).not.toMatch(/enterprise\.example|13800000000|11010519491231002X/);
  });

  it('is short, whatever was thrown', () => {
    expect((describeError(new Error('x'.repeat(10_000))) as { message: string }).message).toHaveLength(300);
    expect([describeError('text'), describeError(null), describeError(undefined), describeError(7)]).toEqual([
      { name: 'string' },
      { name: 'object' },
      { name: 'undefined' },
      { name: 'number' },
    ]);
  });
});
