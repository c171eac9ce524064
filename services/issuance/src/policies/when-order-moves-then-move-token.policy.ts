import { streamIdOf, type AsStored, type Policy, type Recorded, type Target } from '@ekey/kernel';
import type { KeyOrderEvent, personalData, RemakeGround } from '../key-order/key-order.events';
import type { MoveToken, RecallToken, ReleaseToken, UnpackToken, WriteOffToken } from '../token/token.commands';
import type { ScrapGround } from '../token/token.events';

type Told = AsStored<KeyOrderEvent, typeof personalData>;
type Moved = Extract<
  Told,
  { type: keyof typeof steps | 'KeyUnpacked' | 'TokenForgone' | 'RemakeOrdered' | 'OrderEnded' }
>;
type Command = MoveToken | UnpackToken | ReleaseToken | WriteOffToken | RecallToken;

const steps = {
  CertificatesCompleted: 'PersonaliseToken',
  KeyMade: 'CheckToken',
  KeyPacked: 'PackToken',
  KeyShipped: 'DispatchToken',
  KeyReceived: 'RecordTokenArrival',
  KeyCollected: 'HandOverToken',
} as const satisfies Partial<Record<Told['type'], MoveToken['type']>>;

/** One policy for all of them: what an order tells its token must arrive in the order's own order. */
export const whenOrderMovesThenMoveToken: Policy<Moved, Command> = {
  name: 'when-order-moves-then-move-token',
  from: 'own',
  on: [
    'CertificatesCompleted',
    'KeyMade',
    'KeyPacked',
    'KeyUnpacked',
    'KeyShipped',
    'KeyReceived',
    'KeyCollected',
    'RemakeOrdered',
    'OrderEnded',
    'TokenForgone',
  ],
  react: (fact) => targets(fact),
};

function targets(fact: Recorded<Moved>): readonly Target<Command>[] {
  const now = fact.meta.recordedAt;
  const caseId = streamIdOf(fact.meta.stream);
  switch (fact.type) {
    case 'TokenForgone': {
      const { tokenSerial, claimId } = fact.data;
      return [{ id: tokenSerial, command: { type: 'ReleaseToken', data: { claimId, now } } }];
    }
    case 'OrderEnded': {
      const { ended } = fact.data;
      if (ended === null) return [];
      const held = { caseId, attempt: ended.attempt, now };
      return [{ id: ended.tokenSerial, command: { type: 'RecallToken', data: held } }];
    }
    case 'RemakeOrdered': {
      const { ended, ground } = fact.data;
      return [{ id: ended.tokenSerial, command: afterRemake(ground, { caseId, attempt: ended.attempt, now }) }];
    }
    default: {
      const { tokenSerial, attempt } = fact.data;
      const type = fact.type === 'KeyUnpacked' ? 'UnpackToken' : steps[fact.type];
      return [{ id: tokenSerial, command: { type, data: { caseId, attempt, now } } }];
    }
  }
}

/** What is broken or gone is written off; what merely came to the wrong place must come back. */
function afterRemake(ground: RemakeGround, held: RecallToken['data']): WriteOffToken | RecallToken {
  const scrap = scrapGrounds[ground];
  if (scrap === null) return { type: 'RecallToken', data: held };
  return { type: 'WriteOffToken', data: { ...held, ground: scrap } };
}

const scrapGrounds: Readonly<Record<RemakeGround, ScrapGround | null>> = {
  'token-died': 'faulty',
  'quality-failed': 'production-failed',
  'certificate-wrong': 'production-failed',
  'seal-wrong': 'production-failed',
  other: 'production-failed',
  lost: 'lost',
  damaged: 'damaged',
  'wrong-parcel': null,
};
