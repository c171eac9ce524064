import { contradictions, misjudged, type ReliedOn } from './keys.check';

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

describe('a key in the end', () => {
  const pair = [certificate('4A'), certificate('4B', { use: 'encryption' })];
  const revoked = pair.map((each): ReliedOn => ({ ...each, told: 'revoked', listed: true }));
  const [signing, encryption] = pair as [ReliedOn, ReliedOn];

  it('that lives has a good pair, the signing certificate being the one in the token', () => {
    const lives = { tokenSerial: 'EK1', signing: '4A', lives: true };
    expect(misjudged([...pair, certificate('4D', { tokenSerial: 'EK2' })], lives)).toEqual([]);
    expect(misjudged([signing, revoked[1] as ReliedOn], lives)).toEqual(['EK1 with 4A lives, and good are signing 4A']);
    expect(misjudged(pair, { ...lives, signing: '4C' })).toHaveLength(1);
    expect(misjudged(revoked, lives)).toEqual(['EK1 with 4A lives, and good are none']);
  });
  it('that was revoked has no good certificate of either use', () => {
    const over = { tokenSerial: 'EK1', signing: '4A', lives: false };
    expect(misjudged(revoked, over)).toEqual([]);
    expect(misjudged([revoked[0] as ReliedOn, encryption], over)).toEqual([
      'EK1 with 4A was revoked, and good are encryption 4B',
    ]);
    expect(misjudged([certificate('4A', { told: 'unknown' })], over)).toEqual([
      'EK1 with 4A was revoked, and nobody is told so of 4A',
    ]);
  });
});
