import { recorded } from '@ekey/kernel/testing';
import { whenKeyAccessEndedThenEndItsSessions as effect } from './when-key-access-ended-then-end-its-sessions.effect';

const serial = '4A'.repeat(16);
const ended = recorded(
  {
    type: 'KeyAccessEnded' as const,
    data: { serial, ground: 'revoked' as const, endedAt: '2026-12-20T02:00:00.000Z' },
  },
  { stream: `intake.KeyAccess-${serial}` },
);

describe('when the access by a key has ended then end its sessions', () => {
  it('ends all of them, again where it is repeated, and has nothing to report', async () => {
    const asked: string[] = [];
    const endSessionsOf = async (of: string): Promise<void> => void asked.push(of);
    expect(await effect.act(ended, { endSessionsOf })).toBeNull();
    expect(await effect.act(ended, { endSessionsOf })).toBeNull();
    expect(asked).toEqual([serial, serial]);
  });
  it('is tried again where the store of sessions does not answer', async () => {
    const endSessionsOf = (): Promise<void> => Promise.reject(new Error('no answer'));
    await expect(effect.act(ended, { endSessionsOf })).rejects.toThrow('no answer');
  });
});
