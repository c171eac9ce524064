import type { Policy } from '@ekey/kernel';
import type { KeyApplicationCommand } from '../key-application/key-application.commands';
import { firstActivationRequest } from '../key-application/first-activation-request';
import type { StoredKeyApplicationFact } from '../key-application/key-application.events';

/** The activation mail is due after 复核通过, unless the case's terms had it due before. */
export const whenReVerificationRecordedThenRequestActivation: Policy<
  StoredKeyApplicationFact<'ReVerificationRecorded'>,
  KeyApplicationCommand
> = {
  name: 'when-re-verification-recorded-then-request-activation',
  from: 'own',
  on: ['ReVerificationRecorded'],
  react: ({ data, meta }) => [
    {
      id: data.caseId,
      command: {
        type: 'RequestActivation',
        data: { requestId: firstActivationRequest(data.caseId), because: 're-verification', now: meta.recordedAt },
      },
    },
  ],
};
