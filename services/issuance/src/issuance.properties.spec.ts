import { isRejection, type Command } from '@ekey/kernel';
import fc from 'fast-check';
import { keyOrder } from './key-order/key-order.decider';
import { hasKey, isOpen, type KeyOrderState } from './key-order/key-order.state';
import { ask, checkedSlots, place } from './testing/example-order';
import { differencesOf } from './testing/differences-of';
import { SimulatedIssuance } from './testing/simulated-issuance';
import { token } from './token/token.decider';
import type { TokenState } from './token/token.state';

/** Three cases, few tokens, two parcels: as crowded as it gets. */
const cases = ['case-1', 'case-2', 'case-3'];
const serials = Array.from({ length: 6 }, (_none, index) => `EK${index}`);
const parcelIds = ['parcel-1', 'parcel-2'];
const now = '2026-03-02T01:00:00.000Z';

type Action = (world: SimulatedIssuance, pick: number) => void;
const orderOf = (world: SimulatedIssuance, caseId: string): KeyOrderState => world.state(keyOrder as never, caseId);
const key = (caseId: string) => `issuance.KeyOrder-${caseId}`;

/** A call upon a random order; what it needs to know, it reads as a controller does. */
const onOrder =
  (command: (state: KeyOrderState, caseId: string, pick: number) => Command | null): Action =>
  (world, pick) => {
    const caseId = cases[pick % cases.length] as string;
    const asked = command(orderOf(world, caseId), caseId, pick);
    if (asked !== null) world.ask(key(caseId), asked);
  };

const open: Action = onOrder((_state, caseId) => ({ type: 'OpenOrder', data: { ...ask.open.data, caseId } }));
const cancel: Action = onOrder(() => ask.cancel);
const produce: Action = (world, pick) => {
  const caseId = cases[pick % cases.length] as string;
  const tokenSerial = serials[pick % serials.length] as string;
  const state = orderOf(world, caseId);
  if (!isOpen(state)) return;
  const claim = { caseId, attempt: state.attempt, claimId: `claim-${pick}`, now };
  if (world.ask(`issuance.Token-${tokenSerial}`, { type: 'AssignToken', data: claim }) !== undefined) return;
  world.ask(key(caseId), {
    type: 'StartProduction',
    data: { attempt: state.attempt, tokenSerial, claimId: `claim-${pick}`, by: 'spp-1', now },
  });
};
/** The claim without its use, as a crash between the two leaves it. */
const claimAlone: Action = (world, pick) => {
  const caseId = cases[pick % cases.length] as string;
  const state = orderOf(world, caseId);
  if (!isOpen(state)) return;
  const claim = { caseId, attempt: state.attempt, claimId: `claim-${pick}`, now };
  world.ask(`issuance.Token-${serials[pick % serials.length]}`, { type: 'AssignToken', data: claim });
};
const giveUpClaim: Action = (world, pick) => {
  const tokenSerial = serials[pick % serials.length] as string;
  const { status, holder, claimId } = world.state(token as never, tokenSerial) as TokenState;
  if (status !== 'assigned' || holder === null || claimId === null) return;
  world.ask(key(holder.caseId), { type: 'ForgoToken', data: { tokenSerial, claimId, now } });
};
const request: Action = (world, pick) => {
  const caseId = cases[pick % cases.length] as string;
  const use = pick % 2 === 0 ? 'signing' : 'encryption';
  const state = orderOf(world, caseId);
  if (!hasKey(state)) return;
  // Few keys, so that they collide.
  const spkiSha256 = `key-${pick % 9}`;
  const { attempt } = state;
  const claim = { type: 'ClaimPublicKey', data: { caseId, attempt, use, now } };
  if (world.ask(`issuance.PublicKey-${spkiSha256}`, claim) !== undefined) return;
  const serial = `${caseId}/${attempt}/${use}`;
  const asked = {
    attempt,
    use,
    serial,
    subject: {},
    spki: spkiSha256,
    spkiSha256,
    requestSha256: '',
    by: 'spp-1',
    now,
  };
  world.ask(key(caseId), { type: 'OpenIssuance', data: asked });
};
const check: Action = onOrder((state) => {
  if (!hasKey(state)) return null;
  const { tokenSerial, issuances, seal } = state.making;
  const readBack = {
    tokenSerial,
    signingSerial: issuances.signing?.serial ?? '',
    encryptionSerial: issuances.encryption?.serial ?? '',
    sealSha256: seal?.sha256 ?? '',
  };
  return { type: 'PassQuality', data: { ...readBack, nonce: '', signature: '', by: 'spp-2', now } };
});
const letter: Action = onOrder((_state, _caseId, pick) => ({
  type: 'RecordPinLetter',
  data: { letterNumber: 'L-1', dispatch: { carrier: 'EMS', trackingNumber: `EM-${pick % 2}` }, by: 'spp-1', now },
}));
const fail: Action = onOrder(() => ask.fail);
const ship: Action = (world, pick) => {
  const parcelId = parcelIds[pick % parcelIds.length] as string;
  const claimId = `packing-${pick}`;
  const trackingNumber = `EM-${pick % 2}`;
  const packed = cases.flatMap((caseId) => {
    const state = orderOf(world, caseId);
    if (!hasKey(state)) return [];
    const { tokenSerial } = state.making;
    const pack = { type: 'PackKey', data: { tokenSerial, parcelId, claimId, ...place, trackingNumber, now } };
    return world.ask(key(caseId), pack) === undefined && state.status === 'made'
      ? [{ caseId, tokenSerial, claimId }]
      : [];
  });
  // Now and then the second step never comes.
  if (packed.length === 0 || pick % 5 === 0) return;
  const data = { parcelId, manifest: packed, ...place, carrier: 'EMS', trackingNumber, by: 'spl-1', now };
  world.ask(`issuance.Parcel-${parcelId}`, { type: 'ShipParcel', data });
};
const giveUpPacking: Action = (world, pick) => {
  const caseId = cases[pick % cases.length] as string;
  const state = orderOf(world, caseId);
  if (!hasKey(state) || state.status !== 'made' || state.making.packing === null) return;
  const { parcelId, claimId } = state.making.packing;
  world.ask(`issuance.Parcel-${parcelId}`, { type: 'LeaveOutItem', data: { parcelId, caseId, claimId, now } });
};
const onParcel =
  (command: (pick: number) => Command): Action =>
  (world, pick) =>
    void world.ask(`issuance.Parcel-${parcelIds[pick % parcelIds.length]}`, command(pick));
const receive = onParcel(() => ({
  type: 'ReceiveParcel',
  data: { serials, acceptDifferences: true, by: 'agc-1', now },
}));
const lose = onParcel((pick) => ({
  type: 'ReportLoss',
  data: { serials: pick % 2 === 0 ? null : [serials[pick % serials.length]], by: 'spl-1', now },
}));
const damage = onParcel((pick) => ({
  type: 'ReportDamage',
  data: { serials: null, ground: pick % 2 === 0 ? 'damaged' : 'wrong-parcel', by: 'agc-1', now },
}));
const notify = onOrder(() => ask.notify);
const review = onOrder(() => ({ type: 'PassFinalReview', data: { checked: checkedSlots, by: 'agc-1', now } }));
const failReview = onOrder((_state, _caseId, pick) => ask.failReview(pick % 2 === 0));
const terminate = onOrder(() => ask.terminate);
const handOver = onOrder((state) => {
  const { data } = ask.handOver() as { data: object };
  return hasKey(state) ? { type: 'HandOverKey', data: { ...data, tokenSerial: state.making.tokenSerial } } : null;
});
const deliver: Action = (world, pick) => world.deliver(pick);
const redeliver: Action = (world, pick) => world.redeliver(pick);

const straight = { open, produce, request, check, letter, ship, receive, notify, review, handOver };
const crooked = { cancel, claimAlone, giveUpClaim, fail, giveUpPacking, lose, damage, failReview, terminate };
const anyAction = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom(...Object.values(straight)) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.values(crooked)) },
  { weight: 10, arbitrary: fc.constantFrom(deliver, deliver, deliver, redeliver) },
);
const anyStory = fc.array(fc.tuple(anyAction, fc.integer({ min: 0, max: 1_000 })), {
  minLength: 80,
  maxLength: 400,
  size: 'max',
});

function told(story: readonly (readonly [Action, number])[]): SimulatedIssuance {
  const world = new SimulatedIssuance();
  for (const serial of serials) {
    world.ask(`issuance.Token-${serial}`, { type: 'StockToken', data: { by: 'a', witness: 'b', model: 'UK-3', now } });
  }
  for (const [action, pick] of story) action(world, pick);
  return world;
}
const settled = (story: readonly (readonly [Action, number])[]): SimulatedIssuance => {
  const world = told(story);
  world.settle();
  return world;
};

const runs = { numRuns: 300 };

it('the stories that are told here lead everywhere', () => {
  const seen = new Set<string>();
  // One sample, whatever the seed of the run: it shows how far the stories get, and tries no rule.
  for (const story of fc.sample(anyStory, { numRuns: 1_200, seed: 7 })) {
    const world = settled(story);
    for (const caseId of cases) for (const { type } of world.facts(key(caseId))) seen.add(type);
    for (const { standing } of world.certificates()) seen.add(standing);
  }
  // Clocks aside, every fact that an order knows.
  const everywhere = [
    'WithdrawalRecorded',
    'TokenForgone',
    'RemakeOrdered',
    'KeyUnpacked',
    'KeyLost',
    'FinalReviewFailed',
  ];
  expect([...seen]).toEqual(
    expect.arrayContaining([...everywhere, 'OrderEnded', 'KeyCollected', 'live', 'revoked', 'withheld']),
  );
});

describe('whatever is asked, in whatever order, and however often a fact is delivered', () => {
  it('no case has more than one certificate of a use that is worth anything or may become so', () =>
    fc.assert(
      fc.property(anyStory, (story) => {
        const worth = settled(story)
          .certificates()
          .filter(({ standing }) => standing === 'on-hold' || standing === 'live')
          .map(({ caseId, use }) => `${caseId} ${use}`);
        expect(new Set(worth).size).toBe(worth.length);
      }),
      runs,
    ));

  it('certificates are live exactly where their key is in the hand of its enterprise, and gone where the order is over', () =>
    fc.assert(
      fc.property(anyStory, (story) => {
        const world = settled(story);
        for (const { serial, standing } of world.certificates()) {
          const [caseId = '', attempt] = serial.split('/');
          const state = orderOf(world, caseId);
          if (standing === 'live') expect(state.status).toBe('collected');
          if (state.status === 'ended') expect(['revoked', 'withheld']).toContain(standing);
          if (isOpen(state) && Number(attempt) < state.attempt) expect(['revoked', 'withheld']).toContain(standing);
        }
        for (const caseId of cases.filter((each) => orderOf(world, each).status === 'collected')) {
          const live = world
            .certificates()
            .filter(({ serial, standing }) => serial.startsWith(caseId) && standing === 'live');
          expect(live.map(({ use }) => use).sort()).toEqual(['encryption', 'signing']);
        }
      }),
      runs,
    ));

  it('no token is in two orders, and none is free that is in one', () =>
    fc.assert(
      fc.property(anyStory, (story) => {
        const world = told(story);
        const held = cases.flatMap((caseId) => {
          const state = orderOf(world, caseId);
          return hasKey(state) ? [{ caseId, tokenSerial: state.making.tokenSerial }] : [];
        });
        expect(new Set(held.map(({ tokenSerial }) => tokenSerial)).size).toBe(held.length);
        for (const { caseId, tokenSerial } of held) {
          expect((world.state(token as never, tokenSerial) as TokenState).holder?.caseId).toBe(caseId);
        }
      }),
      runs,
    ));

  it('a token comes back or is scrapped where its key is not handed over, and every revocation is carried out', () =>
    fc.assert(
      fc.property(anyStory, (story) => {
        const world = settled(story);
        for (const serial of serials) {
          const { status, holder } = world.state(token as never, serial) as TokenState;
          const state = holder === null ? undefined : orderOf(world, holder.caseId);
          if (state?.status === 'collected' && status === 'handed-over') continue;
          const inUse = state !== undefined && hasKey(state) && state.making.tokenSerial === serial;
          if (!inUse) expect(['in-stock', 'assigned', 'recalled', 'scrapped']).toContain(status);
        }
        for (const name of world.names('issuance.Revocation')) {
          expect(world.facts(name).at(-1)?.type).toBe('RevocationExecuted');
        }
      }),
      runs,
    ));

  it('tokens, certificates and orders agree once everything was dealt with, so that a night finds nothing', () =>
    fc.assert(
      fc.property(anyStory, (story) => {
        const world = settled(story);
        for (const index of serials.keys()) giveUpClaim(world, index);
        world.settle();
        expect(differencesOf(world)).toEqual([]);
      }),
      runs,
    ));

  it('no order meets a dead end: somebody can always do the next thing', () =>
    fc.assert(
      fc.property(anyStory, (story) => {
        const world = settled(story);
        for (const caseId of cases) {
          const state = orderOf(world, caseId);
          if (isOpen(state)) expect(waysOn(state)).not.toEqual([]);
        }
      }),
      runs,
    ));

  it('the end is the same in whichever order the reactors were fed', () =>
    fc.assert(
      fc.property(anyStory, (story) => {
        const calls = story.filter(([action]) => action !== deliver && action !== redeliver);
        // Every call comes into a settled world; only how often and in which turn reactors are fed differs.
        const end = (feeds: readonly number[]): unknown => {
          const world = told([]);
          for (const [action, pick] of calls) {
            action(world, pick);
            for (const feed of feeds) {
              world.deliver(feed);
              world.redeliver(feed);
            }
            world.settle();
          }
          return cases.map((caseId) => [
            orderOf(world, caseId),
            world
              .certificates()
              .map(({ serial, standing }) => [serial, standing])
              .sort(),
          ]);
        };
        expect(end(story.map(([, pick]) => pick).slice(0, 7))).toEqual(end([]));
      }),
      { numRuns: 60 },
    ));
});

/** What can be done next with an open order, in a world where every fact has been dealt with. */
function waysOn(state: KeyOrderState): readonly string[] {
  const token = hasKey(state) ? state.making.tokenSerial : 'EK-FRESH';
  const inParcel = hasKey(state) ? (state.making.packing?.parcelId ?? 'fresh') : 'fresh';
  const candidates: readonly Command[] = [
    {
      type: 'StartProduction',
      data: { attempt: isOpen(state) ? state.attempt : 1, tokenSerial: token, claimId: 'fresh', by: 'spp-1', now },
    },
    ask.fail,
    { type: 'RecordReceipt', data: { tokenSerial: token, parcelId: inParcel, now } },
    ask.notify,
    { type: 'PassFinalReview', data: { checked: checkedSlots, by: 'agc-1', now } },
    ask.terminate,
    { type: 'HandOverKey', data: { ...(ask.handOver() as { data: object }).data, tokenSerial: token } },
    ask.letter(),
  ];
  const accepted = candidates.filter((command) => {
    const decision = keyOrder.decide(command as never, state);
    return !isRejection(decision) && decision.length > 0;
  });
  return accepted.map(({ type }) => type);
}
