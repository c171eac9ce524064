import { recorded } from '@ekey/kernel/testing';
import { whenRenewalHeardThenRequestActivation as policy } from './when-renewal-heard-then-request-activation.policy';

const now = '2027-01-20T02:00:00.000Z';
const heard = (renewalId: string) =>
  recorded({ type: 'RenewalHeard', data: { caseId: 'case-1', renewalId, heardAt: now } } as const, {
    stream: 'intake.Enterprise-91310000MA1FL4QT9X',
    recordedAt: now,
  });
const requestOf = (renewalId: string) => policy.react(heard(renewalId))[0]?.command.data;

describe('when a renewal was heard of then request the activation', () => {
  it('in the case that binds the enterprise, once for each renewal', () => {
    expect(policy.react(heard('renewal-1'))).toMatchObject([
      {
        id: 'case-1',
        command: { type: 'RequestActivation', data: { because: 'renewal', renewalId: 'renewal-1', now } },
      },
    ]);
    expect(requestOf('renewal-1')).toEqual(requestOf('renewal-1'));
    expect(requestOf('renewal-1')).not.toEqual(requestOf('renewal-2'));
  });
});
