import type { Fact } from './fact';
import { accountKey, caseKey, isSealed, type AsStored, type PersonalData, type Sealed } from './personal-data';

type Registered = Fact<'Registered', { id: string; name: string | null; mobile?: string; formerly: string }>;
type Closed = Fact<'Closed', { reason: string }>;
type Event = Registered | Closed;

const personalData = {
  owner: (_event, streamId) => accountKey(streamId),
  fields: { Registered: ['name', 'mobile'] },
} as const satisfies PersonalData<Event>;

type Stored = AsStored<Event, typeof personalData>;
type StoredRegistered = Extract<Stored, { type: 'Registered' }>['data'];

/** Compiles only where both types are the same. */
type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
const holds = <Claim extends true>(claim: Claim): Claim => claim;

const sealed: Sealed = { $sealed: 'AQ', owner: 'account:1', field: 'name' };

describe('personal data in the types of facts', () => {
  it('stand sealed where they are declared, or absent where nothing was given, and nowhere else', () => {
    expect([
      holds<Same<StoredRegistered['name'], Sealed | null>>(true),
      holds<Same<StoredRegistered['mobile'], Sealed | undefined>>(true),
      holds<Same<StoredRegistered['formerly'], string>>(true),
      holds<Same<Extract<Stored, { type: 'Closed' }>['data']['reason'], string>>(true),
    ]).not.toContain(false);
  });

  it('are never declared for a fact or a field that is not there', () => {
    const wrong = {
      owner: () => caseKey('1'),
      // @ts-expect-error -- no such field
      fields: { Registered: ['nmae'] },
    } satisfies PersonalData<Event>;
    // @ts-expect-error -- no such fact
    const foreign = { owner: () => caseKey('1'), fields: { Opened: ['name'] } } satisfies PersonalData<Event>;
    expect([wrong, foreign]).toHaveLength(2);
  });

  it('cannot be read by a view as if they were plain', () => {
    const stored: StoredRegistered = { id: '1', name: sealed, formerly: '' };
    // @ts-expect-error -- a sealed name is no text
    const name: string | null = stored.name;
    expect(name).toBe(sealed);
  });
});

it('names whose key seals them', () => {
  const registered: Registered = { type: 'Registered', data: { id: '7', name: '张', formerly: '' } };
  expect(personalData.owner(registered, '7')).toBe('account:7');
});

describe('a sealed value', () => {
  it('is known by its seal', () => {
    expect(isSealed(sealed)).toBe(true);
    for (const other of [null, undefined, 'AQ', 7, {}, [], { $sealed: 1 }]) expect(isSealed(other)).toBe(false);
  });

  it('belongs to a case or to an account', () => {
    expect([caseKey('7'), accountKey('7')]).toEqual(['case:7', 'account:7']);
  });
});
