import { streamName, type AsStored, type Fact, type FactMeta, type PersonalData, type Recorded } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import { personalData as ofAccounts, type AccountEvent, type StoredAccountFact } from '../account/account.events';
import {
  personalData as ofEnterprises,
  type EnterpriseEvent,
  type StoredEnterpriseFact,
} from '../enterprise/enterprise.events';
import {
  personalData as ofApplications,
  type KeyApplicationEvent,
  type StoredKeyApplicationFact,
} from '../key-application/key-application.events';

/** Facts as subscriptions deliver them, for the tests of views, policies, effects and publishers: personal fields sealed. */

type Meta = Partial<Pick<FactMeta, 'id' | 'revision' | 'recordedAt'>>;

function sealed<Event extends Fact, Declared extends PersonalData<Event>>(
  event: Event,
  personal: Declared,
  streamId: string,
): AsStored<Event, Declared> {
  const fields = (personal.fields as Record<string, readonly string[] | undefined>)[event.type] ?? [];
  const owner = personal.owner(event, streamId);
  const data = Object.entries(event.data).map(([field, value]) => [
    field,
    fields.includes(field) && value !== null ? { $sealed: 'cipher', owner, field } : value,
  ]);
  return { type: event.type, data: Object.fromEntries(data) } as AsStored<Event, Declared>;
}

export const ofCase = <Type extends KeyApplicationEvent['type']>(
  event: Extract<KeyApplicationEvent, { type: Type }>,
  caseId: string,
  meta: Meta = {},
): Recorded<StoredKeyApplicationFact<Type>> =>
  recorded(sealed(event as KeyApplicationEvent, ofApplications, caseId), {
    stream: streamName('intake.KeyApplication', caseId),
    ...meta,
  }) as never;

export const ofAccount = <Type extends AccountEvent['type']>(
  event: Extract<AccountEvent, { type: Type }>,
  accountId: string,
  meta: Meta = {},
): Recorded<StoredAccountFact<Type>> =>
  recorded(sealed(event as AccountEvent, ofAccounts, accountId), {
    stream: streamName('intake.Account', accountId),
    ...meta,
  }) as never;

export const ofEnterprise = <Type extends EnterpriseEvent['type']>(
  event: Extract<EnterpriseEvent, { type: Type }>,
  uscc: string,
  meta: Meta = {},
): Recorded<StoredEnterpriseFact<Type>> =>
  recorded(sealed(event as EnterpriseEvent, ofEnterprises, uscc), {
    stream: streamName('intake.Enterprise', uscc),
    ...meta,
  }) as never;
