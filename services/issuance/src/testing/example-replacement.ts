import type { ReplacementEvent, ReplacementGround } from '../replacement/replacement.events';
import { exampleHeldKey } from './example-held-key';
import { caseId, now, uscc } from './example-order';

/** A replacement of the key in the token EK1, in the case that the example order is of. */
const noted = (
  ground: ReplacementGround = 'lost',
  tokenSerial: string | null = 'EK1',
  surplus: readonly string[] = [],
) => ({ type: 'ReplacementNoted', data: { caseId, uscc, ground, tokenSerial, surplus, notedAt: now } }) as const;

export const replaced = {
  noted,
  dropped: { type: 'ReplacementDropped', data: { caseId, droppedAt: now } },
  asked: { type: 'ReturnToAskFor', data: { caseId, askedAt: now } },
  toReturn: (...toReturn: readonly string[]) =>
    ({ type: 'OldKeysToReturn', data: { caseId, toReturn, notedAt: now } }) as const,
  due: { type: 'OldKeyToEnd', data: { caseId, dueAt: now } },
  sought: (...tokens: readonly string[]) =>
    ({ type: 'OldKeysSought', data: { caseId, tokens, soughtAt: now } }) as const,
  found: (ground: ReplacementGround = 'lost', keys = [exampleHeldKey], tokenSerial: string | null = 'EK1') =>
    ({ type: 'OldKeysFound', data: { caseId, ground, tokenSerial, keys, foundAt: now } }) as const,
  ended: (tokenSerial: string) => ({ type: 'OldKeyEnded', data: { tokenSerial, crlNumber: 7, endedAt: now } }) as const,
  allEnded: (tokens: readonly string[], toReturn: readonly string[]) =>
    ({ type: 'OldKeysEnded', data: { caseId, tokens, toReturn, endedAt: now } }) as const,
} satisfies Record<string, ReplacementEvent | ((...args: never[]) => ReplacementEvent)>;
