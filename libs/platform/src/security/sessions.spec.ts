import { MemorySessions } from '../testing/memory-sessions';
import { Sessions } from './sessions';

const now = '2026-03-02T02:00:00.000Z';
const later = (minutes: number): string => new Date(Date.parse(now) + minutes * 60_000).toISOString();
const li = 'a5b8a4de-62d4-5f0e-9b55-1a5f1f6a0001';
const han = `${li}-2`;

describe('a session', () => {
  let ended: string[];
  let store: MemorySessions;
  let sessions: Sessions;
  beforeEach(() => {
    ended = [];
    store = new MemorySessions();
    sessions = start();
  });

  /** As another process has them. */
  const start = () => new Sessions(store, { end: async (id) => void ended.push(id) }, { kind: 'a-session', hours: 12 });

  it('is refreshed with a token that is good once and changes each time', async () => {
    const begun = await sessions.begin(li, now);
    const next = await sessions.refresh(begun.refreshToken, later(10));
    expect(next).toMatchObject({ accountId: li, sessionId: begun.sessionId });
    expect(next?.refreshToken).not.toBe(begun.refreshToken);
    expect(await sessions.refresh(next?.refreshToken ?? '', later(20))).not.toBeNull();
    expect(ended).toEqual([]);
  });

  it('ends for thief and owner alike where a token is used twice, and with it what it was told of late', async () => {
    const begun = await sessions.begin(li, now);
    const next = await sessions.refresh(begun.refreshToken, later(10));
    expect(await sessions.refresh(begun.refreshToken, later(11))).toBeNull();
    expect(await sessions.refresh(next?.refreshToken ?? '', later(12))).toBeNull();
    expect(ended).toEqual([begun.sessionId]);
  });

  it('ends after its hours, however often it was refreshed', async () => {
    const begun = await sessions.begin(li, now);
    const next = await sessions.refresh(begun.refreshToken, later(11 * 60));
    expect(await sessions.refresh(next?.refreshToken ?? '', later(12 * 60))).toBeNull();
  });

  it('ends by itself, or with all others of the account, those that began at the same moment included', async () => {
    const [one, two, foreign] = await Promise.all([
      sessions.begin(li, now),
      sessions.begin(li, now),
      sessions.begin(han, now),
    ]);
    await sessions.end(li, one.sessionId);
    expect(await sessions.refresh(one.refreshToken, later(1))).toBeNull();
    await sessions.endAll(li);
    expect(await sessions.refresh(two.refreshToken, later(1))).toBeNull();
    expect(await sessions.refresh(foreign.refreshToken, later(1))).not.toBeNull();
    expect(new Set(ended)).toEqual(new Set([one.sessionId, two.sessionId]));
  });

  it('that is never refreshed ends with its account too', async () => {
    const sessionId = await sessions.beginWithoutRefresh('line-1', now);
    await sessions.endAll('line-1');
    expect(ended).toEqual([sessionId]);
  });

  it('ends with all others of the account where two processes began them at once', async () => {
    const [one, other] = await Promise.all([sessions.begin(li, now), start().begin(li, now)]);
    await start().endAll(li);
    expect(new Set(ended)).toEqual(new Set([one.sessionId, other.sessionId]));
    expect(await sessions.refresh(one.refreshToken, later(1))).toBeNull();
    expect(await sessions.refresh(other.refreshToken, later(1))).toBeNull();
  });

  it.each(['take', 'get'] as const)(
    'does not live on where another process ends it between %s and its next token',
    async (step) => {
      const { refreshToken } = await sessions.begin(li, now);
      const asked = store[step].bind(store) as MemorySessions['get'];
      jest.spyOn(store, step).mockImplementationOnce(async (kind, id) => {
        const found = await asked(kind, id);
        await start().endAll(li);
        return found;
      });
      const next = await sessions.refresh(refreshToken, later(1));
      expect(ended).toHaveLength(1);
      expect(await sessions.refresh(next?.refreshToken ?? refreshToken, later(2))).toBeNull();
    },
  );

  it('is ended again, with its tokens, where ending it was cut short', async () => {
    const begun = await sessions.begin(li, now);
    const cutOff = { end: () => Promise.reject(new Error('no answer')) };
    const dying = new Sessions(store, cutOff, { kind: 'a-session', hours: 12 });
    await expect(dying.endAll(li)).rejects.toThrow('no answer');
    await sessions.endAll(li);
    expect(ended).toEqual([begun.sessionId]);
  });

  it('is not opened by what is no token of ours', async () => {
    const { refreshToken } = await sessions.begin(li, now);
    const guessed = refreshToken.replace(/.{43}$/, 'A'.repeat(43));
    for (const token of ['', li, 'a.b.c', '../../x', guessed]) expect(await sessions.refresh(token, now)).toBeNull();
  });
});
