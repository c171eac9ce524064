import type { Published } from '@ekey/contracts';
import { viewPart, type View } from '@ekey/kernel';
import type { CertificatePair, StoredRenewalFact } from '../renewal/renewal.events';

type Collected = Published<'issuance.KeyCollected.v1'>;
type ContactChanged = Published<'intake.ContactDataChanged.v1'>;
type Approved = Published<'review.ApplicationReVerified.v1'>;

interface Key {
  readonly tokenSerial: string;
  readonly agencyId: string;
  readonly pickupPointId: string;
  readonly certificates: CertificatePair;
}
/** By what form the certificates name the enterprise. */
interface Form {
  readonly nameCn: string;
  readonly formDocumentId: string;
}
/** What was said last of how the enterprise is reached. */
interface Contact {
  readonly contactForm: string;
}
interface Parts {
  readonly collected: Key;
  readonly renewed: Key;
  readonly form: Form;
  readonly contact: Contact;
}

export interface KeyInHand extends Key, Form {
  readonly caseId: string;
  /** The form of the last change of contact data; `null` where there was none. */
  readonly contactForm: string | null;
}

const keyOf = (
  { tokenSerial, agencyId, pickupPointId }: Omit<Key, 'certificates'>,
  certificates: CertificatePair,
): Key => ({
  ...{ tokenSerial, agencyId, pickupPointId },
  certificates: { signing: certificates.signing, encryption: certificates.encryption },
});

/** Which key came of a case, and what was approved for it? */
export const keysInHand: View<Parts, KeyInHand> = {
  name: 'keys-in-hand',
  version: 2,
  parts: {
    collected: viewPart<Key, Collected>({
      from: 'issuance.events',
      category: 'issuance.KeyOrder',
      on: ['issuance.KeyCollected.v1'],
      key: ({ data }) => data.caseId,
      project: (_key, { data }) => keyOf(data, data.certificates),
    }),
    renewed: viewPart<Key, StoredRenewalFact<'NewKeyProved'>>({
      from: 'own',
      category: 'renewal.Renewal',
      on: ['NewKeyProved'],
      key: ({ data }) => data.caseId,
      project: (_key, { data }) => keyOf(data, data.certificates),
    }),
    form: viewPart<Form, Approved>({
      from: 'review.events',
      category: 'review.Review',
      on: ['review.ApplicationReVerified.v1'],
      key: ({ data }) => data.caseId,
      project: (_form, { data }) => ({ nameCn: data.nameCn, formDocumentId: data.form.documentId }),
    }),
    contact: viewPart<Contact, ContactChanged>({
      from: 'intake.events',
      category: 'intake.ContactChanges',
      on: ['intake.ContactDataChanged.v1'],
      key: ({ data }) => data.caseId,
      project: (_contact, { data }) => ({ contactForm: data.form.documentId }),
    }),
  },
  answer: ({ collected, renewed, form, contact }, caseId) => {
    const key = collected ?? renewed;
    const contactForm = contact?.contactForm ?? null;
    return key === undefined || form === undefined ? null : { caseId, ...key, ...form, contactForm };
  },
  indexes: {},
};
