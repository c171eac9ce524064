import { sessionStore } from '../testing/session-store';
import { Sessions } from './sessions';

const now = '2026-03-02T01:00:00.000Z';
const account = 'a5b8a4de-62d4-5f0e-9b55-1a5f1f6a0001';
const other = 'a5b8a4de-62d4-5f0e-9b55-1a5f1f6a0002';

describe('the sessions of a user', () => {
  it('are refreshed with a token that is good once', async () => {
    const sessions = new Sessions(sessionStore(), 12);
    const begun = await sessions.begin(account, now);
    const refreshed = await sessions.refresh(begun.refreshToken, now);
    expect(refreshed).toMatchObject({ accountId: account, sessionId: begun.sessionId });
    expect(refreshed?.refreshToken).not.toBe(begun.refreshToken);
  });
  it('end for both, where a token is used twice', async () => {
    const sessions = new Sessions(sessionStore(), 12);
    const begun = await sessions.begin(account, now);
    const refreshed = await sessions.refresh(begun.refreshToken, now);
    expect(await sessions.refresh(begun.refreshToken, now)).toBeNull();
    expect(await sessions.refresh(refreshed?.refreshToken ?? '', now)).toBeNull();
  });
  it('end when their time is over, however often they were refreshed', async () => {
    const sessions = new Sessions(sessionStore(), 1);
    const begun = await sessions.begin(account, now);
    const refreshed = await sessions.refresh(begun.refreshToken, '2026-03-02T01:59:00.000Z');
    expect(await sessions.refresh(refreshed?.refreshToken ?? '', '2026-03-02T02:00:00.000Z')).toBeNull();
  });
  it('end one by one, or all at once', async () => {
    const sessions = new Sessions(sessionStore(), 12);
    const [one, two, foreign] = await Promise.all([
      sessions.begin(account, now),
      sessions.begin(account, now),
      sessions.begin(other, now),
    ]);
    await sessions.end(account, one.sessionId);
    expect(await sessions.refresh(one.refreshToken, now)).toBeNull();
    expect(await sessions.endAll(account)).toEqual([one.sessionId, two.sessionId]);
    expect(await sessions.refresh(two.refreshToken, now)).toBeNull();
    expect(await sessions.refresh(foreign.refreshToken, now)).not.toBeNull();
  });
  it('are not begun by a made-up token', async () => {
    const sessions = new Sessions(sessionStore(), 12);
    const { sessionId } = await sessions.begin(account, now);
    for (const token of ['', 'x.y.z', `${account}.${sessionId}.${'a'.repeat(43)}`])
      expect(await sessions.refresh(token, now)).toBeNull();
  });
});
