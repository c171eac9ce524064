import { streamIdOf, type Policy } from '@ekey/kernel';
import { firstActivationRequest } from '../key-application/first-activation-request';
import type { KeyApplicationCommand } from '../key-application/key-application.commands';
import type { StoredKeyApplicationFact } from '../key-application/key-application.events';

/** Where the case's terms have it due at registration: the form is the first that names the address. */
export const whenFormSubmittedThenRequestActivation: Policy<
  StoredKeyApplicationFact<'FormSubmitted'>,
  KeyApplicationCommand
> = {
  name: 'when-form-submitted-then-request-activation',
  from: 'own',
  on: ['FormSubmitted'],
  react: ({ meta }) => {
    const id = streamIdOf(meta.stream);
    const requestId = firstActivationRequest(id);
    return [
      {
        id,
        command: { type: 'RequestActivation', data: { requestId, because: 'registration', now: meta.recordedAt } },
      },
    ];
  },
};
