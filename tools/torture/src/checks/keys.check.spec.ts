import { contradictions, type ReliedOn } from './keys.check';

const certificate = (serial: string, change: Partial<ReliedOn> = {}): ReliedOn => ({
  ...{ serial, tokenSerial: 'EK1', use: 'signing', told: 'good', listed: false },
  ...change,
});

describe('what whoever relies on certificates is told', () => {
  it('is one pair in a token, and the same by list and responder', () => {
    const old = certificate('4A', { told: 'revoked', listed: true });
    const others = [certificate('4C', { use: 'encryption' }), certificate('4D', { tokenSerial: 'EK2' })];
    expect(contradictions([old, certificate('4B'), ...others])).toEqual([]);
  });
  it('is no second good certificate of a use', () =>
    expect(contradictions([certificate('4A'), certificate('4B')])).toEqual(['two good certificates: EK1 signing']));
  it('is not good where a list revokes it, nor revoked where none does', () => {
    expect(contradictions([certificate('4A', { listed: true })])).toEqual(['4A is good in OCSP and on the list']);
    expect(contradictions([certificate('4A', { told: 'revoked' })])).toEqual([
      '4A is revoked in OCSP and not on the list',
    ]);
  });
});
