import { caseId, now, reVerified } from '../key-application/key-application.examples';
import { firstActivationRequest } from '../key-application/first-activation-request';
import { ofCase } from '../testing/delivered';
import { whenReVerificationRecordedThenRequestActivation } from './when-re-verification-recorded-then-request-activation.policy';

const meta = { id: 'fact-1', recordedAt: now };
const requestId = firstActivationRequest(caseId);

describe('when re verification recorded then request activation', () => {
  it('asks for the activation mail', () =>
    expect(whenReVerificationRecordedThenRequestActivation.react(ofCase(reVerified, caseId, meta))).toEqual([
      {
        id: caseId,
        command: { type: 'RequestActivation', data: { requestId, because: 're-verification', now } },
      },
    ]));
});
