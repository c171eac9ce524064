import { EndedSessions, type Config, type HttpIntent, type SessionCookies, type TokenIssuer } from '@ekey/platform';
import { MemorySessions } from '@ekey/platform/testing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RegisteredAccount } from '../account/account.state';
import { SessionTokens } from './session-tokens';
import { SessionsController } from './sessions.controller';
import type { KnownUser, UserAccounts } from './user-accounts';

const now = '2026-03-02T02:00:00.000Z';
const clock = { now: () => now };
const asked = { loginName: 'zhang.min', password: '山高水长 2026', cookies: false };
const having = (passwordHash: string): KnownUser => ({
  accountId: 'zhang',
  account: { passwordHash } as RegisteredAccount,
  revision: 3,
});

/** A log-in by the password of before, while which the password becomes another, or stays. */
async function loggedIn(passwordThen: string) {
  const store = new MemorySessions(clock);
  const ended = new EndedSessions(store, clock, 900);
  const issuer = { lifetimeSeconds: 900, issue: async () => 'a token' } as unknown as TokenIssuer;
  const config = { REFRESH_TOKEN_HOURS: 12 } as Config;
  const tokens = new SessionTokens({} as SessionCookies, ended, issuer, config, store);
  const users = {
    byPassword: async () => {
      // As a change of the password ends them: before this one has begun.
      await tokens.endAll('zhang');
      return having('before');
    },
    byId: async () => having(passwordThen),
    streamOf: (name: string) => name,
  } as unknown as UserAccounts;
  const recorded: string[] = [];
  const log = { record: async ({ outcome }: { outcome: string }) => void recorded.push(outcome), read: async () => [] };
  const controller = new SessionsController(users, tokens, log);
  const reply = { header: () => reply } as unknown as FastifyReply;
  const answer = controller.logIn(asked, { now } as HttpIntent, { ip: '192.0.2.1' } as FastifyRequest, reply);
  const told = await answer.catch((error: unknown) => error);
  return { told, recorded, open: await store.list('enterprise-sessions-begun', 'zhang/') };
}

describe('a log-in by password', () => {
  it('begins a session', async () => {
    const { told, recorded, open } = await loggedIn('before');
    expect(told).toMatchObject({ accessToken: 'a token', accountId: 'zhang' });
    expect([recorded, open.length]).toEqual([['granted'], 1]);
  });
  it('comes to nothing where the password was changed while it was looked at', async () => {
    const { told, recorded, open } = await loggedIn('since');
    expect(told).toMatchObject({ content: { status: 401, code: 'LogInFailed' } });
    expect([recorded, open.length]).toEqual([['refused'], 0]);
  });
});
