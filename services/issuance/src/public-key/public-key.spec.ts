import { scenarios } from '@ekey/kernel/testing';
import { publicKey } from './public-key.decider';
import type { KeyPurpose } from './public-key.events';

const { given } = scenarios(publicKey);
const now = '2026-03-02T02:00:00.000Z';
const purpose: KeyPurpose = { caseId: 'case-1', attempt: 1, use: 'signing' };
const claimed = { type: 'PublicKeyClaimed', data: { ...purpose, claimedAt: now } } as const;
const claim = (changed: Partial<KeyPurpose> = {}) =>
  ({ type: 'ClaimPublicKey', data: { ...purpose, ...changed, now } }) as const;

describe('claiming a public key', () => {
  it('succeeds for a key that was never seen', () => given().when(claim()).then(claimed));
  it('may be repeated for the same case, attempt and use', () => given(claimed).when(claim()).thenNothing());
  it.each([
    ['another case', { caseId: 'case-2' }],
    ['another attempt of the same case', { attempt: 2 }],
    ['the other use of the same attempt', { use: 'encryption' }],
  ] as const)('is refused to %s', (_whose, changed) =>
    given(claimed).when(claim(changed)).thenRejected('PublicKeyTaken'),
  );
});

describe('claiming a public key for a renewal', () => {
  const ask = (changed: Partial<KeyPurpose> = {}) =>
    ({ type: 'ClaimForRenewal', data: { ...purpose, ...changed, now } }) as const;
  const claimedForRenewal = { type: 'PublicKeyClaimedForRenewal', data: { ...purpose, claimedAt: now } } as const;
  const refused = { type: 'PublicKeyRefusedToRenewal', data: { ...purpose, attempt: 2, refusedAt: now } } as const;

  it('is answered by a fact, whatever comes of it', () => {
    given().when(ask()).then(claimedForRenewal);
    given(claimedForRenewal)
      .when(ask({ attempt: 2 }))
      .then(refused);
    given(claimed)
      .when(ask({ attempt: 2 }))
      .then(refused);
  });
  it('holds as any other claim does, and a refusal changes nothing', () => {
    given(claimedForRenewal).when(ask()).thenNothing();
    given(claimedForRenewal, refused)
      .when(claim({ caseId: 'case-2' }))
      .thenRejected('PublicKeyTaken');
  });
});
