import type { Published } from '@ekey/contracts';
import { viewPart, type View } from '@ekey/kernel';

type Collected = Published<'issuance.KeyCollected.v1'>;
type Renewal = Published<'renewal.RenewalSubmitted.v1' | 'renewal.CertificateRenewed.v1'>;

/** What was told last, whichever case it came from. */
type Newest = Readonly<Record<string, { readonly value: string; readonly at: string }>>;

interface Renewals {
  /** By the number of a token: the signing certificate that a renewal put into it. */
  readonly certificates: Newest;
  /** By the signing certificate that was to be renewed: the sealed form that was submitted. */
  readonly forms: Newest;
}
interface Parts {
  readonly collected: { readonly certificates: Newest };
  readonly renewals: Renewals;
}

/** The keys of an enterprise whose renewal was submitted. */
export interface RenewedKeys {
  /** By the number of the token: the sealed form that its renewal was asked for with. */
  readonly forms: Readonly<Record<string, string>>;
}

const told = (known: Newest | undefined, name: string, value: string, at: string): Newest => {
  const before = known?.[name];
  return before !== undefined && before.at > at ? known! : { ...known, [name]: { value, at } };
};

/** What did an enterprise say when it last asked for the renewal of a key? By its 统一社会信用代码. */
export const renewedKeys: View<Parts, RenewedKeys> = {
  name: 'renewed-keys',
  version: 1,
  parts: {
    collected: viewPart<Parts['collected'], Collected>({
      from: 'issuance.events',
      category: 'issuance.KeyOrder',
      on: ['issuance.KeyCollected.v1'],
      key: ({ data }) => data.uscc,
      project: (part, { data: { tokenSerial, certificates, collectedAt } }) => ({
        certificates: told(part?.certificates, tokenSerial, certificates.signing, collectedAt),
      }),
    }),
    renewals: viewPart<Renewals, Renewal>({
      from: 'renewal.events',
      category: 'renewal.Renewal',
      on: ['renewal.RenewalSubmitted.v1', 'renewal.CertificateRenewed.v1'],
      key: ({ data }) => data.uscc,
      project: (part, { type, data }) => {
        const { certificates = {}, forms = {} } = part ?? {};
        if (type === 'renewal.RenewalSubmitted.v1')
          return { certificates, forms: told(forms, data.serial, data.form.documentId, data.submittedAt) };
        const { tokenSerial, renewedAt } = data;
        return { certificates: told(certificates, tokenSerial, data.certificates.signing, renewedAt), forms };
      },
    }),
  },
  answer: ({ collected, renewals }) => {
    // What a renewal put into a token came after what it was handed over with.
    const inToken = { ...collected?.certificates, ...renewals?.certificates };
    const asked = Object.entries(inToken).flatMap(([token, { value: serial }]) => {
      const form = renewals?.forms[serial]?.value;
      return form === undefined ? [] : [[token, form] as const];
    });
    return { forms: Object.fromEntries(asked) };
  },
  indexes: {},
};
