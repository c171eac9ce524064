import type { PublishedData } from '@ekey/contracts';
import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { whenKeyStandingChangesThenMailWhoAsked as policy } from './when-key-standing-changes-then-mail-who-asked.policy';

const key = { caseId: CASE, uscc: '91110101MA0000007T', attempt: 1, tokenSerial: 'TK0000000042' };
const reference = '来函 2026-17';
const at = '2026-06-10T02:00:00.000Z';
const suspended: PublishedData<'issuance.KeySuspended.v1'> = {
  ...{ ...key, ground: 'lost', withRequest: false, reference, suspendedAt: at },
};
const reinstated: PublishedData<'issuance.KeyReinstated.v1'> = {
  ...{ caseId: CASE, tokenSerial: key.tokenSerial, because: 'lifted', reinstatedAt: at },
};
const revoked: PublishedData<'issuance.KeyRevoked.v1'> = {
  ...{ ...key, ground: 'out-of-use', requester: 'enterprise', reference, revokedAt: at },
};

const unlocked: PublishedData<'issuance.KeyUnlocked.v1'> = {
  ...{ caseId: CASE, tokenSerial: key.tokenSerial, unlockedAt: at },
};
const givenUp: PublishedData<'issuance.KeyGivenUp.v1'> = {
  ...{ caseId: CASE, tokenSerial: key.tokenSerial, givenUpAt: at },
};

describe('when a key', () => {
  it.each([
    ['is suspended', published('issuance.KeySuspended.v1', suspended), 'key-suspended', { ground: 'lost', reference }],
    ['is good again', published('issuance.KeyReinstated.v1', reinstated), 'key-reinstated', { because: 'lifted' }],
    ['is revoked', published('issuance.KeyRevoked.v1', revoked), 'key-revoked', { requester: 'enterprise', reference }],
    ['is unlocked', published('issuance.KeyUnlocked.v1', unlocked), 'key-unlocked', { unlockedAt: at }],
    ['gives way to another', published('issuance.KeyGivenUp.v1', givenUp), 'key-given-up', { givenUpAt: at }],
  ])('%s, then its holder is mailed once, at the address of the case', (_, fact, purpose, parameters) => {
    const [target, ...others] = policy.react(fact);
    expect(others).toEqual([]);
    const told = { tokenSerial: key.tokenSerial, ...parameters };
    expect(target?.command.data).toMatchObject({ letter: { caseId: CASE, address: null, purpose, parameters: told } });
    expect(policy.react(fact)[0]?.id).toBe(target?.id);
  });
  it('is suspended again later, then that is another mail', () => {
    const [first] = policy.react(published('issuance.KeySuspended.v1', suspended, { id: 'fact-1' }));
    const [second] = policy.react(published('issuance.KeySuspended.v1', suspended, { id: 'fact-2' }));
    expect(second?.id).not.toBe(first?.id);
  });
  it('loses its certificates one by one, then nobody is told of each of them', () =>
    expect(policy.on.filter((type) => type.includes('Certificate'))).toEqual([]));
});
