import type { DocumentRef } from '@ekey/contracts';
import { caseKey, type AsStored, type Fact, type PersonalData, type Sealed } from '@ekey/kernel';
import type { Finding } from '../key-application/key-application.events';

interface ContactChangeIs {
  /** The case: what review calls it by. */
  readonly changeId: string;
  readonly uscc: string;
  /** 钥匙编号 of the key whose contact data change. */
  readonly number: string;
}

/** What a change says whenever it is submitted. The form is whole, with the new contact data in it. */
export interface ContactSubmission extends ContactChangeIs {
  readonly round: number;
  /** The cases that the key and its certificates come from: under each of them somebody may write to the enterprise. */
  readonly cases: readonly string[];
  readonly nameCn: string;
  readonly agencyId: string;
  readonly pickupPointId: string;
  readonly licenceTypes: readonly string[];
  readonly formNumber: string;
  readonly form: DocumentRef;
  /** Dotted paths of the contact data that are new. */
  readonly changedFields: readonly string[];
  readonly mailTo: string | null;
  readonly submittedBy: string;
}

/** How the enterprise is reached about its keys. The stream's id is its 统一社会信用代码. */
export type ContactChangesEvent =
  | Fact<'ContactChangeSubmitted', ContactSubmission & { readonly submittedAt: string }>
  | Fact<
      'ContactChangeReturned',
      {
        readonly changeId: string;
        readonly round: number;
        readonly reasons: readonly Finding[];
        /** Free text, as review has sealed it. */
        readonly remark: Sealed;
        readonly returnedAt: string;
      }
    >
  | Fact<'ContactChangeWithdrawn', ContactChangeIs & { readonly round: number; readonly withdrawnAt: string }>
  | Fact<
      'ContactChangeReminded',
      ContactChangeIs & {
        readonly idleDays: number;
        readonly expiresOn: string;
        readonly mailTo: string | null;
        readonly remindedAt: string;
      }
    >
  /** It came back, and nobody has gone on with it. */
  | Fact<'ContactChangeExpired', ContactChangeIs & { readonly round: number; readonly expiredAt: string }>
  /** 审核通过: one for each case. */
  | Fact<
      'ContactDataChanged',
      ContactChangeIs & {
        readonly caseId: string;
        readonly form: DocumentRef;
        readonly mailTo: string | null;
        readonly changedAt: string;
      }
    >;

export const personalData = {
  owner: (event) => caseKey(event.data.changeId),
  fields: { ContactChangeSubmitted: ['mailTo'], ContactChangeReminded: ['mailTo'], ContactDataChanged: ['mailTo'] },
} as const satisfies PersonalData<ContactChangesEvent>;

/** A fact of a change as subscriptions deliver it. */
export type StoredContactChangeFact<Type extends ContactChangesEvent['type'] = ContactChangesEvent['type']> = Extract<
  AsStored<ContactChangesEvent, typeof personalData>,
  { type: Type }
>;
