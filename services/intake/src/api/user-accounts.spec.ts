import type { PersonalData } from '@ekey/personal-data';
import type { Commands, HttpIntent, SessionStore } from '@ekey/platform';
import { MemorySessions } from '@ekey/platform/testing';
import { HandleAccount } from '../account/account.handler';
import { initial, type AccountState } from '../account/account.state';
import { hashPassword } from '../account/passwords';
import type { LoginNameCommand } from '../login-name/login-name.commands';
import { UserAccounts } from './user-accounts';

const now = '2026-03-02T02:00:00.000Z';
const intent = { now, envelope: () => ({}), refuseStale: () => undefined } as unknown as HttpIntent;
const personal = { digest: (_use: string, text: string) => text } as unknown as PersonalData;

/** What is sent where `li` asks for the name `wang`, and these accounts are known. */
async function claims(
  claimant: string | null,
  accounts: Readonly<Record<string, AccountState>>,
): Promise<readonly LoginNameCommand[]> {
  const sent: LoginNameCommand[] = [];
  const commands = {
    ask: async (handler: unknown, id: string) => ({
      state: handler === HandleAccount ? (accounts[id] ?? initial) : { accountId: claimant },
    }),
    send: async (_handler: unknown, _name: string, command: LoginNameCommand) => void sent.push(command),
  };
  const users = new UserAccounts(commands as unknown as Commands, personal, {} as SessionStore);
  await users.claim('wang', 'li', intent, {});
  return sent;
}

const registered = (loginName: string | null) => ({ status: 'registered', loginName }) as AccountState;

/** Whom the name is said to be claimed from, where `zhang` has claimed it and his account is as given. */
async function brokenOff(claimant: string | null, account: AccountState): Promise<string | null> {
  const [command] = await claims(claimant, { zhang: account });
  if (command === undefined) throw new Error('nothing was claimed');
  expect(command.data).toMatchObject({ accountId: 'li', now });
  return command.data.brokenOff;
}

describe('the name that a new user asks for', () => {
  it('is free where nobody has claimed it', async () => {
    expect(await brokenOff(null, initial)).toBeNull();
  });
  it('was left behind where who claimed it was never registered, or is invited no more', async () => {
    expect(await brokenOff('zhang', initial)).toBe('zhang');
    expect(await brokenOff('zhang', { status: 'cancelled' })).toBe('zhang');
  });
  it('was left behind where who claimed it has an account of another name', async () => {
    expect(await brokenOff('zhang', registered('zhang.san'))).toBe('zhang');
  });
  it('is not claimed for an account that there is: that was done, or will be refused', async () => {
    expect(await claims(null, { li: registered('li.si') })).toEqual([]);
  });
  it('is taken where who claimed it has an account of that name, or may still have one', async () => {
    expect(await brokenOff('zhang', registered('WANG'))).toBeNull();
    expect(await brokenOff('zhang', registered(null))).toBeNull();
    expect(await brokenOff('zhang', { status: 'invited' } as AccountState)).toBeNull();
  });
});

describe('a user name that is tried', () => {
  it('is locked for the whole net that one subscriber is given, and for nobody else', async () => {
    const known = { status: 'registered', loginName: 'wang', passwordHash: await hashPassword('山高水长 2026') };
    const commands = {
      ask: async (handler: unknown) => ({ state: handler === HandleAccount ? known : { accountId: 'wang' } }),
    };
    const store = new MemorySessions({ now: () => now });
    const users = new UserAccounts(commands as unknown as Commands, personal, store);
    const guess = (host: number) => users.byPassword('wang', 'a guess', `2001:db8:0:1::${host}`, now);
    for (let host = 1; host <= 5; host += 1)
      await expect(guess(host)).rejects.toMatchObject({ content: { code: 'LogInFailed' } });
    await expect(guess(6)).rejects.toMatchObject({ content: { code: 'TooManyFailures' } });
    const elsewhere = users.byPassword('wang', '山高水长 2026', '2001:db8:0:2::1', now);
    expect(await elsewhere).toMatchObject({ accountId: 'wang' });
  });
});
