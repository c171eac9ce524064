import { is, key, now } from '../testing/renewal.examples';
import { CASE, published } from '../testing/terms';
import { whenKeyNamedForADeadRenewalThenGiveUpItsToken as policy } from './when-key-named-for-a-dead-renewal-then-give-up-its-token.policy';

type Ground = 'lost' | 'renewal-died';
const named = (ground: Ground, tokenSerial: string | null = key.tokenSerial) => {
  const about = { caseId: CASE, kind: 'replacement', uscc: is.uscc, number: key.tokenSerial } as const;
  const data = { ...about, tokenSerial, ground, surplus: [], namedAt: now };
  return policy.react(published('intake.KeyNamed.v1', data, `intake.KeyApplication-${CASE}`));
};

describe('when a key is named for a dead renewal then give up its token', () => {
  it('which the replacement takes over', () =>
    expect(named('renewal-died')).toMatchObject([
      { id: key.tokenSerial, command: { type: 'GiveUpToken', data: { replacementId: CASE } } },
    ]));
  it('and none that is named for another reason, or is from before this system', () => {
    expect(named('lost')).toEqual([]);
    expect(named('renewal-died', null)).toEqual([]);
  });
});
