import { submittedForm } from '@ekey/contracts';
import type { Documents } from '@ekey/documents';
import type { Clock, Effect } from '@ekey/kernel';
import type { KeyApplicationCommand } from '../key-application/key-application.commands';
import type { StoredKeyApplicationFact } from '../key-application/key-application.events';
import type { UserPlatform } from './user-platform.port';

export interface ActivationPorts {
  readonly clock: Clock;
  readonly documents: Documents;
  readonly platform: UserPlatform;
}

/** The platform is asked with the user name of the form; what it answers is reported, and a platform out of reach is asked again. */
export const whenActivationOrderedThenActivateAccount: Effect<
  StoredKeyApplicationFact<'ActivationOrdered'>,
  KeyApplicationCommand,
  ActivationPorts
> = {
  name: 'when-activation-ordered-then-activate-account',
  on: ['ActivationOrdered'],
  act: async ({ data: { requestId, uscc, nameCn, form }, meta: { id: orderId } }, { clock, documents, platform }) => {
    const bytes = await documents.get(form.documentId);
    const report = (refusedBecause: string | null): KeyApplicationCommand => ({
      type: 'RecordActivation',
      data: { requestId, refusedBecause, now: clock.now() },
    });
    if (bytes === null) return report('personal-data-erased');
    const { loginName, agent } = submittedForm.parse(JSON.parse(bytes.toString('utf8')));
    // Each use of the link is an order of its own: a refusal leaves the link good, and must not be the answer for ever.
    const result = await platform.activate({ orderId, uscc, nameCn, loginName, mail: agent.email });
    return report(result.outcome === 'activated' ? null : result.cause);
  },
};
