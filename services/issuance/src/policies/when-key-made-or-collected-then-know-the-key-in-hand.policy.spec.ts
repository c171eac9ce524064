import { recorded } from '@ekey/kernel/testing';
import { historyTo, caseId, place, seal, serialOf, tokenOf, uscc } from '../testing/example-order';
import { whenKeyMadeOrCollectedThenKnowTheKeyInHand as policy } from './when-key-made-or-collected-then-know-the-key-in-hand.policy';

const told = (type: (typeof policy.on)[number]) =>
  historyTo('collected')
    .filter((fact) => fact.type === type)
    .flatMap((fact) => policy.react(recorded(fact as never, { stream: `issuance.KeyOrder-${caseId}` })));
const now = '2026-03-02T01:00:00.000Z';

describe('the token is told', () => {
  it('of the key that was made, and of its seal', () =>
    expect(told('KeyMade')).toEqual([
      {
        id: tokenOf(1),
        command: { type: 'NoteMadeKey', data: { caseId, attempt: 1, sealId: seal.sealId, now } },
      },
    ]));
  it('of the key that was handed over, since when and where', () => {
    const serials = [serialOf('signing'), serialOf('encryption')];
    const key = { caseId, attempt: 1, uscc, ...place, tokenSerial: tokenOf(1), serials };
    expect(told('KeyCollected')).toEqual([
      { id: tokenOf(1), command: { type: 'TakeKey', data: { key, since: '2026-03-02T02:00:00.000Z', now } } },
    ]);
  });
});
