import { recorded } from '@ekey/kernel/testing';
import type { RevocationEvent } from '../revocation/revocation.events';
import { exampleHeldKey } from '../testing/example-held-key';
import { whenKeyStandingChangesThenChangeToken as policy } from './when-key-standing-changes-then-change-token.policy';

const { caseId, tokenSerial, serials } = exampleHeldKey;
const ofKey = { caseId, tokenSerial, serials };
const facts = [
  [
    'SuspendToken',
    {
      type: 'KeySuspended',
      data: {
        key: exampleHeldKey,
        ground: 'lost',
        withRequest: false,
        reference: null,
        by: 'anna',
        suspendedAt: 'then',
      },
    },
  ],
  [
    'ReinstateToken',
    { type: 'KeyReinstated', data: { ...ofKey, proposedBy: 'anna', by: 'boris', reinstatedAt: 'then' } },
  ],
  [
    'DeclareTokenDead',
    { type: 'RevocationApproved', data: { ...ofKey, verifiedBy: 'anna', by: 'boris', approvedAt: 'then' } },
  ],
  ['DeclareTokenDead', { type: 'KeyGivenUp', data: { replacement: 'case-2', tokenSerial, givenUpAt: 'then' } }],
] as const satisfies readonly (readonly [string, RevocationEvent])[];

it.each(facts)('the token of the key is told: %s', (type, fact) =>
  expect(policy.react(recorded(fact, { stream: 'issuance.Revocation-case-1.1' }))).toEqual([
    { id: 'EK1', command: { type, data: { now: '2026-03-02T01:00:00.000Z' } } },
  ]),
);
