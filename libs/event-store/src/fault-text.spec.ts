import { faultText } from './fault-text';

describe('the text of a fault', () => {
  it('is name and message of an error, or whatever was thrown', () => {
    expect(faultText(new TypeError('no such page'))).toBe('TypeError: no such page');
    expect(faultText('boom')).toBe('boom');
    expect(faultText(undefined)).toBe('undefined');
  });

  it('is short', () => {
    expect(faultText(new Error('x'.repeat(2_000)))).toHaveLength(500);
  });

  it.each([
    ['to <zhang.san+1@mail.example.cn>', 'to <…>'],
    ['"li@例子.公司" refused', '"…" refused'],
    ['(li@example.cn)wang@example.cn', '(…)…'],
    ['li@example.cn,13800000000', '…'],
    ['call 13800000000', 'call …'],
    ['holder 11010519491231002X of', 'holder … of'],
    ['certificate 110105194912310021', 'certificate …'],
  ])('does not carry what belongs to a person: %s', (message, told) => {
    expect(faultText(message)).toBe(told);
  });

  it.each(['x', '@', '1', '(', ')', 'x@', '"@'])('is told at once, however long the message of %j is', (part) => {
    const began = performance.now();
    expect(faultText(part.repeat(200_000)).length).toBeLessThanOrEqual(500);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it.each(['record 1234567890 of intake.Case-1', 'SQLITE_FULL (13)', '2026-03-02T01:00:00.000Z', 'a @ b'])(
    'keeps what does not: %s',
    (message) => expect(faultText(message)).toBe(message),
  );
});
