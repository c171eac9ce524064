import { published } from '../testing/terms';
import { is, made, now, renewalId } from '../testing/renewal.examples';
import { whenRenewalMadeOrRefusedThenRecordIt as policy } from './when-renewal-made-or-refused-then-record-it.policy';

const stream = `issuance.RenewalOrder-${renewalId}`;
const about = { caseId: renewalId, uscc: is.uscc, attempt: 1 };

it('what issuance has made for a renewal is recorded as its delivery', () =>
  expect(policy.react(published('issuance.RenewalMade.v1', { ...about, ...made, madeAt: now }, stream))).toMatchObject([
    { id: renewalId, command: { type: 'RecordDelivery', data: { attempt: 1, ...made } } },
  ]));

it('a request that it refuses is recorded with its code', () => {
  const refused = { ...about, use: 'signing', code: 'PublicKeyTaken', at: now } as const;
  expect(policy.react(published('issuance.RenewalRequestRefused.v1', refused, stream))).toMatchObject([
    {
      id: renewalId,
      command: { type: 'RecordRequestRefusal', data: { attempt: 1, use: 'signing', code: 'PublicKeyTaken' } },
    },
  ]);
});
