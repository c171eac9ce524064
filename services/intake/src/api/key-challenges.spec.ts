import { challengeText } from '@ekey/pki';
import { MemorySessions } from '@ekey/platform/testing';
import { KeyChallenges } from './key-challenges';

const now = '2026-12-20T02:00:00.000Z';
const almostTwoMinutesLater = '2026-12-20T02:01:59.999Z';
const twoMinutesLater = '2026-12-20T02:02:00.000Z';
const portal = 'https://portal.example';

describe('a challenge', () => {
  it('is answered with the very text that was asked, within two minutes', async () => {
    const challenges = new KeyChallenges(new MemorySessions());
    const asked = await challenges.ask(portal, now);
    expect(asked).toMatchObject({ purpose: 'log-in', origin: portal, expiresAt: twoMinutesLater });
    expect(Buffer.from(asked.nonce, 'base64url')).toHaveLength(32);
    expect(await challenges.answered(asked.nonce, portal, almostTwoMinutesLater)).toBe(challengeText(asked));
  });
  it('is good once', async () => {
    const challenges = new KeyChallenges(new MemorySessions());
    const { nonce } = await challenges.ask(portal, now);
    await challenges.answered(nonce, portal, now);
    expect(await challenges.answered(nonce, portal, now)).toBeNull();
  });
  it('is good for nothing after two minutes, for another page, or where it was never asked', async () => {
    const challenges = new KeyChallenges(new MemorySessions());
    const [late, elsewhere] = [await challenges.ask(portal, now), await challenges.ask(portal, now)];
    expect(await challenges.answered(late.nonce, portal, twoMinutesLater)).toBeNull();
    expect(await challenges.answered(elsewhere.nonce, 'https://evil.example', now)).toBeNull();
    expect(await challenges.answered(elsewhere.nonce, portal, now)).toBeNull();
    expect(await challenges.answered('never-asked', portal, now)).toBeNull();
  });
});
