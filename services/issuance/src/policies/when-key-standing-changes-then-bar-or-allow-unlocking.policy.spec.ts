import { recorded } from '@ekey/kernel/testing';
import type { RevocationEvent } from '../revocation/revocation.events';
import { exampleHeldKey as key } from '../testing/example-held-key';
import { whenKeyStandingChangesThenBarOrAllowUnlocking as policy } from './when-key-standing-changes-then-bar-or-allow-unlocking.policy';

const now = '2026-03-02T01:00:00.000Z';
const { caseId, attempt, tokenSerial, serials, sealId } = key;
const suspended = { key, ground: 'lost', withRequest: false, reference: null, by: 'anna', suspendedAt: now } as const;
const reinstated = { caseId, tokenSerial, serials, proposedBy: 'anna', by: 'boris', reinstatedAt: now };
const ordered = { caseId, attempt, serials, sealId, ground: 'lost', reason: 'keyCompromise', orderedAt: now } as const;

const facts = [
  [
    { type: 'BarUnlocking', data: { because: 'suspended', now } },
    { type: 'KeySuspended', data: suspended },
  ],
  [
    { type: 'AllowUnlocking', data: { now } },
    { type: 'KeyReinstated', data: reinstated },
  ],
  [
    { type: 'BarUnlocking', data: { because: 'revoked', now } },
    { type: 'RevocationOrdered', data: ordered },
  ],
  [
    { type: 'OvertakeUnlocking', data: { successor: key, now } },
    { type: 'KeySucceeded', data: { successor: key, succeededAt: now } },
  ],
] as const satisfies readonly (readonly [object, RevocationEvent])[];

it.each(facts)('the unlocking of the key is told: %j', (command, fact) =>
  expect(policy.react(recorded(fact, { stream: 'issuance.Revocation-case-1.1' }))).toEqual([
    { id: 'case-1.1', command },
  ]),
);
