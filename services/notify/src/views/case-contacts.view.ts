import type { Published } from '@ekey/contracts';
import { viewPart, type Sealed, type View } from '@ekey/kernel';

type Told = Published<'intake.ApplicationSubmitted.v1' | 'intake.ContactCorrected.v1'>;
type Renewal = Published<'renewal.RenewalSubmitted.v1'>;
type ContactChange = Published<'intake.ContactChangeSubmitted.v1' | 'intake.ContactDataChanged.v1'>;

/** Whom to write to about a case, and how the mail calls it. */
export interface CaseContact {
  readonly caseId: string;
  /** The number on the form and the name of the enterprise; absent until the first submission. */
  readonly application?: { readonly number: string; readonly nameCn: string };
  readonly mailTo: Sealed;
  readonly statedAt: string;
}

type Part = Omit<CaseContact, 'caseId'>;
interface Parts {
  readonly application: Part;
  readonly renewal: Part;
  /** A change of contact data itself, or what one has made of the case's. */
  readonly contact: Part;
}

/** "Where does a mail about this case go today?" The address stays sealed; who sends opens it. */
export const caseContacts: View<Parts, CaseContact> = {
  name: 'case-contacts',
  version: 3,
  parts: {
    application: viewPart<Part, Told>({
      from: 'intake.events',
      category: 'intake.KeyApplication',
      on: ['intake.ApplicationSubmitted.v1', 'intake.ContactCorrected.v1'],
      key: (fact) => fact.data.caseId,
      project: (part, fact) => {
        if (fact.type === 'intake.ContactCorrected.v1') {
          return { ...part, mailTo: fact.data.mailTo, statedAt: fact.data.correctedAt };
        }
        const { formNumber, nameCn, mailTo, submittedAt } = fact.data;
        return { application: { number: formNumber, nameCn }, mailTo, statedAt: submittedAt };
      },
    }),
    renewal: viewPart<Part, Renewal>({
      from: 'renewal.events',
      category: 'renewal.Renewal',
      on: ['renewal.RenewalSubmitted.v1'],
      key: (fact) => fact.data.caseId,
      project: (_part, { data: { formNumber, nameCn, mailTo, submittedAt } }) => ({
        ...{ application: { number: formNumber, nameCn }, mailTo, statedAt: submittedAt },
      }),
    }),
    contact: viewPart<Part, ContactChange>({
      from: 'intake.events',
      category: 'intake.ContactChanges',
      on: ['intake.ContactChangeSubmitted.v1', 'intake.ContactDataChanged.v1'],
      key: (fact) => fact.data.caseId,
      project: (_part, { type, data }) => {
        if (type === 'intake.ContactDataChanged.v1') return { mailTo: data.mailTo, statedAt: data.changedAt };
        const { formNumber, nameCn, mailTo, submittedAt } = data;
        return { application: { number: formNumber, nameCn }, mailTo, statedAt: submittedAt };
      },
    }),
  },
  answer: ({ application, renewal, contact }, caseId) => {
    const [stated, change] = [application ?? renewal ?? contact, contact];
    if (stated === undefined) return null;
    const newest = change !== undefined && change.statedAt > stated.statedAt ? change : stated;
    return { caseId, ...stated, mailTo: newest.mailTo, statedAt: newest.statedAt };
  },
  indexes: { statedAt: ({ statedAt }) => statedAt },
};
