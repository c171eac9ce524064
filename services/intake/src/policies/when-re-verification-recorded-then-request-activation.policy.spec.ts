import { caseId, now, reVerified } from '../key-application/key-application.examples';
import { ofCase } from '../testing/delivered';
import { whenReVerificationRecordedThenRequestActivation } from './when-re-verification-recorded-then-request-activation.policy';

const meta = { id: 'fact-1', recordedAt: now };

describe('when re verification recorded then request activation', () => {
  it('asks for the activation mail, by the id of the fact', () =>
    expect(whenReVerificationRecordedThenRequestActivation.react(ofCase(reVerified, caseId, meta))).toEqual([
      {
        id: caseId,
        command: { type: 'RequestActivation', data: { requestId: 'fact-1', because: 're-verification', now } },
      },
    ]));
});
