import type { PersonalData } from '@ekey/personal-data';
import { EndedSessions, type Caller, type Commands, type Config, type TokenIssuer } from '@ekey/platform';
import { MemorySessions } from '@ekey/platform/testing';
import type { Credentials, Machine, Person, StaffMemberState } from '../staff-member/staff-member.state';
import type { Crews } from './crews';
import { StaffTokens } from './staff-tokens';

const now = '2026-03-02T02:00:00.000Z';
const clock = { now: () => now };
const credentials: Credentials = { stage: 'enrolled', passwordHash: '$argon2id$one', totpSecret: 'JBSW' };
const assignment = { organisationId: 'shanghai', roles: ['AGR', 'AGC'] as const, pickupPointIds: [] };
const officer: Person = { status: 'person', active: true, name: '李雷', login: 'li.lei', assignment, credentials };
const line: Machine = {
  status: 'machine',
  active: true,
  label: '一号线',
  assignment: { organisationId: 'provider', roles: ['SPP'], pickupPointIds: [] },
  publicKey: { kty: 'OKP', crv: 'Ed25519', x: 'x' },
  operators: ['wang'],
};

/** The desk where the account has come to this since it was recognised, at revision 3. */
function desk(state: StaffMemberState, revision: number) {
  const store = new MemorySessions(clock);
  const told: Caller[] = [];
  const recorded: string[] = [];
  const issuer = { lifetimeSeconds: 900, issue: async (caller: Caller) => void told.push(caller) };
  const tokens = new StaffTokens(
    { ask: async () => ({ state, revision }) } as unknown as Commands,
    { fit: async ({ operators }: Machine) => operators } as Crews,
    issuer as unknown as TokenIssuer,
    { record: async ({ outcome }) => void recorded.push(outcome), read: async () => [] },
    store,
    {} as PersonalData,
    { REFRESH_TOKEN_HOURS: 12 } as Config,
    new EndedSessions(store, clock, 900),
  );
  return { tokens, told, recorded, open: (id: string) => store.list('staff-sessions-begun', `${id}/`) };
}

describe('somebody who was recognised', () => {
  it('is told what he may do', async () => {
    const { tokens, told, open } = desk(officer, 3);
    await tokens.begin({ staffId: 'li', revision: 3 }, now);
    expect(told).toMatchObject([{ id: 'li', organisationId: 'shanghai', roles: ['AGR', 'AGC'] }]);
    expect(await open('li')).toHaveLength(1);
  });

  it.each<[string, StaffMemberState]>([
    ['his access was withdrawn', { ...officer, active: false }],
    ['he has other roles', { ...officer, assignment: { ...assignment, roles: ['AGC'] } }],
    ['his password is another', { ...officer, credentials: { ...credentials, passwordHash: '$argon2id$two' } }],
  ])('is let in no more where %s meanwhile', async (_what, state) => {
    const { tokens, told, recorded, open } = desk(state, 4);
    await expect(tokens.begin({ staffId: 'li', revision: 3 }, now)).rejects.toMatchObject({
      content: { status: 401, code: 'LogInFailed' },
    });
    expect([told, recorded, await open('li')]).toEqual([[], ['refused'], []]);
  });
});

describe('a machine that was recognised', () => {
  it('is told what it may do, and for whom', async () => {
    const { tokens, told, open } = desk(line, 3);
    await tokens.beginOfMachine({ machineId: 'line', revision: 3 }, now);
    expect(told).toMatchObject([{ kind: 'machine', id: 'line', roles: ['SPP'], operators: ['wang'] }]);
    expect(await open('line')).toHaveLength(1);
  });

  it.each<[string, StaffMemberState]>([
    ['it was deactivated', { ...line, active: false }],
    ['its key is another', { ...line, publicKey: { kty: 'OKP', crv: 'Ed25519', x: 'y' } }],
  ])('is let in no more where %s meanwhile', async (_what, state) => {
    const { tokens, told, recorded, open } = desk(state, 4);
    await expect(tokens.beginOfMachine({ machineId: 'line', revision: 3 }, now)).rejects.toMatchObject({
      content: { status: 401, code: 'AssertionRefused' },
    });
    expect([told, recorded, await open('line')]).toEqual([[], ['refused'], []]);
  });
});
