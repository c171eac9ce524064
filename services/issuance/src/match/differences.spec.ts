import type { TokenStatus } from '../token/token.state';
import {
  differencesOfCertificate,
  differencesOfOrder,
  differencesOfToken,
  type MatchedCertificate,
  type MatchedOrder,
  type MatchedToken,
} from './differences';

const uscc = '91440300MA5EXAMPLE';
const tokenIn = (status: TokenStatus, holder: Partial<MatchedToken> = {}): MatchedToken => ({
  ...{ serial: 'EK1', status, caseId: 'case-1', attempt: 1 },
  ...holder,
});
const orderIn = (status: string, change: Partial<MatchedOrder> = {}): MatchedOrder => ({
  ...{ caseId: 'case-1', status, uscc, attempt: 1, tokenSerial: 'EK1' },
  ...change,
});
const certificate = (
  use: 'signing' | 'encryption',
  standing: MatchedCertificate['standing'],
  caseId = 'case-1',
): MatchedCertificate => ({ serial: `${caseId}-${use}`, standing, use, caseId, uscc, tokenSerial: 'EK1' });
const pair = (standing: MatchedCertificate['standing'], caseId?: string) => [
  certificate('signing', standing, caseId),
  certificate('encryption', standing, caseId),
];
const codesOf = (...asked: Parameters<typeof differencesOfToken>) =>
  differencesOfToken(...asked).map(({ code }) => code);

describe('a token agrees with its order and its certificates', () => {
  it.each([
    ['assigned', 'producing', []],
    ['personalised', 'producing', pair('on-hold')],
    ['checked', 'made', pair('on-hold')],
    ['packed', 'made', pair('on-hold')],
    ['in-transit', 'shipped', pair('on-hold')],
    ['at-agency', 'received', pair('on-hold')],
    ['at-agency', 'final-failed', pair('on-hold')],
    ['handed-over', 'collected', pair('live')],
    ['locked', 'collected', pair('live')],
    ['suspended', 'collected', pair('suspended')],
    ['dead', 'collected', pair('revoked')],
    ['destroyed', 'collected', pair('revoked')],
    ['recalled', 'terminated', pair('revoked')],
  ] as const)('%s while the order is %s', (status, order, held) =>
    expect(differencesOfToken(tokenIn(status), held, orderIn(order))).toEqual([]),
  );
  it('that is blank, or was let go for the next attempt', () => {
    expect(codesOf(tokenIn('in-stock', { caseId: null, attempt: null }), [], null)).toEqual([]);
    const next = orderIn('producing', { attempt: 2, tokenSerial: 'EK2' });
    expect(codesOf(tokenIn('scrapped'), pair('revoked'), next)).toEqual([]);
  });
  it('while its key is renewed, and after', () => {
    const [inHand, order] = [tokenIn('handed-over'), orderIn('collected')];
    expect(codesOf(inHand, [...pair('live'), ...pair('on-hold', 'renewal-1')], order)).toEqual([]);
    expect(codesOf(inHand, [...pair('revoked'), ...pair('live', 'renewal-1')], order)).toEqual([]);
    expect(codesOf(tokenIn('dead'), [...pair('revoked'), ...pair('on-hold', 'renewal-1')], order)).toEqual([]);
  });
});

describe('a token differs', () => {
  it('where it is not where its order says', () => {
    const outcome = differencesOfToken(tokenIn('packed'), pair('on-hold'), orderIn('shipped'));
    expect(outcome).toEqual([{ code: 'token-place-differs', found: 'token packed, order shipped' }]);
    expect(codesOf(tokenIn('at-agency'), pair('on-hold'), orderIn('terminated'))).toEqual(['token-place-differs']);
    const next = orderIn('producing', { attempt: 2, tokenSerial: 'EK2' });
    expect(codesOf(tokenIn('in-transit'), pair('on-hold'), next)).toEqual(['token-place-differs']);
  });
  it('where it is claimed and not used, or for a case that has no order', () => {
    expect(codesOf(tokenIn('assigned'), [], orderIn('to-make', { tokenSerial: null }))).toEqual(['claim-unused']);
    expect(codesOf(tokenIn('assigned'), [], null)).toEqual(['order-unknown']);
  });
  it.each([
    ['handed-over', [certificate('signing', 'live')]],
    ['handed-over', [...pair('live'), ...pair('live', 'renewal-1')]],
    ['handed-over', pair('suspended')],
    ['handed-over', [certificate('signing', 'live'), certificate('encryption', 'live', 'renewal-1')]],
    ['suspended', pair('live')],
    ['locked', []],
    ['at-agency', pair('live')],
  ] as const)('%s with anything but the pair that it should have (%#)', (status, held) =>
    expect(codesOf(tokenIn(status), held, orderIn(status === 'at-agency' ? 'ready' : 'collected'))).toEqual([
      'pair-differs',
    ]),
  );
  it('where a certificate outlived it', () => {
    const outcome = differencesOfToken(tokenIn('dead'), [certificate('signing', 'live')], orderIn('collected'));
    expect(outcome).toEqual([{ code: 'certificate-left-over', found: 'token dead, signing case-1-signing live' }]);
    expect(codesOf(tokenIn('recalled'), pair('on-hold'), orderIn('terminated'))).toEqual(['certificate-left-over']);
  });
});

describe('a certificate', () => {
  const live = certificate('signing', 'live');
  it('agrees where it belongs to its token’s order, or to a renewal of its key', () => {
    expect(differencesOfCertificate(live, tokenIn('handed-over'), orderIn('collected'), 'none')).toEqual([]);
    const renewed = certificate('signing', 'live', 'renewal-1');
    expect(differencesOfCertificate(renewed, tokenIn('handed-over'), orderIn('collected'), 'valid')).toEqual([]);
    expect(differencesOfCertificate(certificate('signing', 'revoked'), null, null, 'none')).toEqual([]);
  });
  it.each([
    ['token-unknown', null, null, live],
    ['case-unknown', tokenIn('handed-over', { caseId: 'case-2' }), orderIn('collected', { caseId: 'case-2' }), live],
    ['case-unknown', tokenIn('in-stock', { caseId: null }), null, live],
    ['enterprise-differs', tokenIn('handed-over'), orderIn('collected', { uscc: '91110101MA0000007T' }), live],
  ] as const)('differs: %s', (code, token, order, of) =>
    expect(differencesOfCertificate(of, token, order, 'none')).toMatchObject([{ code }]),
  );
});

describe('a certificate of a renewal', () => {
  const [onHold] = pair('on-hold', 'renewal-1');
  const differences = (renewal: 'valid' | 'over', standing = onHold) =>
    differencesOfCertificate(standing as MatchedCertificate, tokenIn('handed-over'), orderIn('collected'), renewal);
  it('agrees on hold as long as its attempt is under way', () => expect(differences('valid')).toEqual([]));
  it('differs on hold once its attempt is over', () =>
    expect(differences('over')).toEqual([{ code: 'attempt-over', found: 'on-hold' }]));
  it('agrees once it is revoked', () =>
    expect(differences('over', certificate('signing', 'revoked', 'renewal-1'))).toEqual([]));
});

describe('an order', () => {
  it('agrees where its token is held for it, or it has none', () => {
    expect(differencesOfOrder(orderIn('collected'), tokenIn('handed-over'))).toEqual([]);
    for (const status of ['to-make', 'terminated', 'withdrawn'])
      expect(differencesOfOrder(orderIn(status, { tokenSerial: null }), null)).toEqual([]);
  });
  it.each([
    ['is not in the stock', null, 'order shipped, token unknown'],
    ['is held for another case', tokenIn('in-transit', { caseId: 'case-2' }), 'order shipped, token in-transit'],
    ['is held for another attempt', tokenIn('in-transit', { attempt: 2 }), 'order shipped, token in-transit'],
  ] as const)('differs where its token %s', (_, token, found) =>
    expect(differencesOfOrder(orderIn('shipped'), token)).toEqual([{ code: 'token-elsewhere', found }]),
  );
});
