import { LockOut } from './lock-out';
import { StaffSessions } from './sessions';
import { memorySessions } from './sessions.examples';

const now = '2026-03-02T02:00:00.000Z';
const later = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();

describe('a session', () => {
  const begun = async () => {
    const ended: string[] = [];
    const sessions = new StaffSessions(memorySessions(), { end: async (id) => void ended.push(id) }, 12);
    return { sessions, ended, session: await sessions.begin('li', now) };
  };

  it('is refreshed with a token that changes each time', async () => {
    const { sessions, session } = await begun();
    const next = await sessions.refresh(session.refreshToken, later(10));
    expect(next).toMatchObject({ staffId: 'li', sessionId: session.sessionId });
    expect(next?.refreshToken).not.toBe(session.refreshToken);
    expect(await sessions.refresh(next?.refreshToken ?? '', later(20))).not.toBeNull();
  });

  it('ends for thief and owner alike when a token is used twice', async () => {
    const { sessions, ended, session } = await begun();
    const next = await sessions.refresh(session.refreshToken, later(10));
    expect(await sessions.refresh(session.refreshToken, later(11))).toBeNull();
    expect(await sessions.refresh(next?.refreshToken ?? '', later(12))).toBeNull();
    expect(ended).toEqual([session.sessionId]);
  });

  it('ends after its hours, however often it was refreshed', async () => {
    const { sessions, session } = await begun();
    const next = await sessions.refresh(session.refreshToken, later(11 * 60));
    expect(await sessions.refresh(next?.refreshToken ?? '', later(12 * 60))).toBeNull();
  });

  it('ends by itself, or with all others of the account', async () => {
    const { sessions, ended, session } = await begun();
    const other = await sessions.begin('li', now);
    const foreign = await sessions.begin('li2', now);
    await sessions.end('li', session.sessionId);
    expect(await sessions.refresh(session.refreshToken, later(1))).toBeNull();
    await sessions.endAll('li');
    expect(await sessions.refresh(other.refreshToken, later(1))).toBeNull();
    expect(await sessions.refresh(foreign.refreshToken, later(1))).not.toBeNull();
    expect(new Set(ended)).toEqual(new Set([session.sessionId, other.sessionId]));
  });

  it('of a machine ends with the machine', async () => {
    const { sessions, ended } = await begun();
    const sessionId = await sessions.beginOfMachine('line-1', now);
    await sessions.endAll('line-1');
    expect(ended).toEqual([sessionId]);
  });

  it('is not opened by what is no token of ours', async () => {
    const { sessions, session } = await begun();
    const guessed = session.refreshToken.replace(/.{43}$/, 'A'.repeat(43));
    for (const token of ['', 'li', 'a.b.c', '../../x', guessed]) expect(await sessions.refresh(token, now)).toBeNull();
  });
});

describe('an account', () => {
  it('is locked by five wrong tries for a quarter of an hour', async () => {
    const lockOut = new LockOut(memorySessions());
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(await lockOut.lockedSeconds('li', now)).toBe(0);
      await lockOut.failed('li', now);
    }
    expect(await lockOut.lockedSeconds('li', later(5))).toBe(600);
    expect(await lockOut.lockedSeconds('han', now)).toBe(0);
    expect(await lockOut.lockedSeconds('li', later(15))).toBe(0);
  });

  it('begins to count anew after the quarter of an hour, and after a right try', async () => {
    const lockOut = new LockOut(memorySessions());
    for (let attempt = 1; attempt <= 4; attempt += 1) await lockOut.failed('li', now);
    await lockOut.failed('li', later(16));
    expect(await lockOut.lockedSeconds('li', later(16))).toBe(0);
    for (let attempt = 1; attempt <= 3; attempt += 1) await lockOut.failed('li', later(16));
    await lockOut.forget('li');
    await lockOut.failed('li', later(16));
    expect(await lockOut.lockedSeconds('li', later(16))).toBe(0);
  });
});
