import { caseId, formSubmitted, now } from '../key-application/key-application.examples';
import { firstActivationRequest } from '../key-application/first-activation-request';
import { ofCase } from '../testing/delivered';
import { whenFormSubmittedThenRequestActivation } from './when-form-submitted-then-request-activation.policy';

const meta = { id: 'fact-1', recordedAt: now };
const requestId = firstActivationRequest(caseId);

describe('when form submitted then request activation', () => {
  it('asks for the activation mail, which the case’s terms may not have due yet', () =>
    expect(whenFormSubmittedThenRequestActivation.react(ofCase(formSubmitted(), caseId, meta))).toEqual([
      {
        id: caseId,
        command: { type: 'RequestActivation', data: { requestId, because: 'registration', now } },
      },
    ]));
});
