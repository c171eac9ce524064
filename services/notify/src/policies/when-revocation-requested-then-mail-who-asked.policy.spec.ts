import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { whenRevocationRequestedThenMailWhoAsked as policy } from './when-revocation-requested-then-mail-who-asked.policy';

it('when a revocation is asked for on line, then its enterprise is mailed at the address of the case', () => {
  const [tokenSerial, ground, requestedAt] = ['TK0000000042', 'lost', '2026-06-10T02:00:00.000Z'] as const;
  const fact = published('intake.KeyRevocationRequested.v1', {
    ...{ caseId: CASE, kind: 'first', uscc: '91440300MA5EXAMPLE', tokenSerial, ground, requestedAt },
    ...{ requestId: '0f7c2a9e-1b3d-5e4f-8a6b-7c8d9e0f1a05', formNumber: 'SQ-1' },
  });
  const parameters = { tokenSerial, ground, requestedAt };
  expect(policy.react(fact)).toMatchObject([
    { command: { data: { letter: { caseId: CASE, address: null, purpose: 'revocation-requested', parameters } } } },
  ]);
});
