import { recorded } from '@ekey/kernel/testing';
import { whenRevocationRequestedOrWithdrawnThenTellItsToken as policy } from './when-revocation-requested-or-withdrawn-then-tell-its-token.policy';

const at = '2026-12-20T02:00:00.000Z';
const meta = { stream: 'intake.KeyApplication-case-1', recordedAt: at };
const [caseId, uscc, requestId] = ['case-1', '91440300MA5EXAMPLE', 'request-1'];
const of = { caseId, kind: 'first', uscc, tokenSerial: 'EK1', requestId } as const;

describe('when an enterprise asks to have its key revoked', () => {
  it('the token that it names hears of it', () => {
    const data = { ...of, ground: 'lost' as const, formNumber: 'SQ-1', requestedAt: at };
    const asking = { requestId, caseId, uscc, ground: 'lost', reference: 'SQ-1', requestedAt: at };
    expect(policy.react(recorded({ type: 'intake.KeyRevocationRequested.v1', data }, meta))).toEqual([
      { id: 'EK1', command: { type: 'AskRevocation', data: { asking, now: at } } },
    ]);
  });
  it('or no longer, the same token hears of that', () => {
    const data = { ...of, withdrawnAt: at };
    expect(policy.react(recorded({ type: 'intake.KeyRevocationRequestWithdrawn.v1', data }, meta))).toEqual([
      { id: 'EK1', command: { type: 'AskRevocationNoMore', data: { requestId, now: at } } },
    ]);
  });
});
