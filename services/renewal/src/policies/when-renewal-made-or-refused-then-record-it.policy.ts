import type { Published } from '@ekey/contracts';
import type { Policy, Recorded } from '@ekey/kernel';
import type { CaseworkCommand } from '../renewal/renewal.commands';

type Answered = Published<'issuance.RenewalMade.v1' | 'issuance.RenewalRequestRefused.v1'>;

/** What issuance answers to the certificate requests of a token. */
export const whenRenewalMadeOrRefusedThenRecordIt: Policy<Answered, CaseworkCommand> = {
  name: 'when-renewal-made-or-refused-then-record-it',
  from: 'issuance.events',
  on: ['issuance.RenewalMade.v1', 'issuance.RenewalRequestRefused.v1'],
  react: (fact) => [{ id: fact.data.caseId, command: commandFor(fact) }],
};

function commandFor({ type, data, meta }: Recorded<Answered>): CaseworkCommand {
  const now = meta.recordedAt;
  if (type === 'issuance.RenewalRequestRefused.v1') {
    const { attempt, use, code } = data;
    return { type: 'RecordRequestRefusal', data: { attempt, use, code, now } };
  }
  const { attempt, certificates, chain, seal } = data;
  return { type: 'RecordDelivery', data: { attempt, certificates, chain, seal, now } };
}
