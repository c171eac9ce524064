import type { AsStored, Recorded } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import type { KeyOrderEvent, personalData } from '../key-order/key-order.events';
import { ask, caseId, factsAfter, historyTo, tokenOf } from '../testing/example-order';
import { whenOrderMovesThenMoveToken as policy } from './when-order-moves-then-move-token.policy';

type Told = AsStored<KeyOrderEvent, typeof personalData>;
const now = '2026-03-02T01:00:00.000Z';
const held = { caseId, attempt: 1, now };
const told = (fact: KeyOrderEvent) =>
  policy.react(recorded(fact as Told, { stream: `issuance.KeyOrder-${caseId}` }) as never);
const last = (facts: readonly KeyOrderEvent[], type: KeyOrderEvent['type']): KeyOrderEvent => {
  const found = facts.findLast((fact) => fact.type === type);
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
};

describe('the token follows its order', () => {
  const history = historyTo('collected');
  it.each([
    ['CertificatesCompleted', 'PersonaliseToken'],
    ['KeyMade', 'CheckToken'],
    ['KeyPacked', 'PackToken'],
    ['KeyShipped', 'DispatchToken'],
    ['KeyReceived', 'RecordTokenArrival'],
    ['KeyCollected', 'HandOverToken'],
  ] as const)('%s: %s', (fact, type) =>
    expect(told(last(history, fact))).toEqual([{ id: tokenOf(1), command: { type, data: held } }]),
  );
  it('KeyUnpacked: UnpackToken', () => {
    const unpacked: KeyOrderEvent = {
      type: 'KeyUnpacked',
      data: { caseId, attempt: 1, tokenSerial: tokenOf(1), parcelId: 'parcel-1', unpackedAt: now },
    };
    expect(told(unpacked)).toEqual([{ id: tokenOf(1), command: { type: 'UnpackToken', data: held } }]);
  });
  it('TokenForgone: ReleaseToken', () => {
    const forgone: KeyOrderEvent = {
      type: 'TokenForgone',
      data: { tokenSerial: 'EK7', claimId: 'claim-7', forgoneAt: now },
    };
    expect(told(forgone)).toEqual([
      { id: 'EK7', command: { type: 'ReleaseToken', data: { claimId: 'claim-7', now } } },
    ]);
  });
});

describe('the token of a key that is made again', () => {
  const remade = (ground: string): Recorded =>
    ({ type: 'RemakeOrdered', data: { ended: { attempt: 1, tokenSerial: tokenOf(1) }, ground } }) as never;
  it.each([
    ['token-died', 'faulty'],
    ['quality-failed', 'production-failed'],
    ['certificate-wrong', 'production-failed'],
    ['seal-wrong', 'production-failed'],
    ['other', 'production-failed'],
    ['lost', 'lost'],
    ['damaged', 'damaged'],
  ])('is written off: %s', (ground, scrapGround) =>
    expect(told(remade(ground) as never)).toEqual([
      { id: tokenOf(1), command: { type: 'WriteOffToken', data: { ...held, ground: scrapGround } } },
    ]),
  );
  it('must come back where it merely went to the wrong place', () =>
    expect(told(remade('wrong-parcel') as never)).toEqual([
      { id: tokenOf(1), command: { type: 'RecallToken', data: held } },
    ]));
});

describe('the token of an order that ended', () => {
  it('must come back', () =>
    expect(told(last(historyTo('producing', ask.cancel), 'OrderEnded'))).toEqual([
      { id: tokenOf(1), command: { type: 'RecallToken', data: held } },
    ]));
  it('is none where nothing was begun', () =>
    expect(told(last(factsAfter(ask.open, ask.cancel), 'OrderEnded'))).toEqual([]));
});
