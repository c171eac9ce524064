import type { Published } from '@ekey/contracts';
import { viewPart, type View } from '@ekey/kernel';

type Renewal = Published<'renewal.RenewalSubmitted.v1' | 'renewal.CertificateRenewed.v1'>;

interface Renewed {
  readonly caseId: string;
  readonly number: string;
  readonly at: string;
}
interface Part {
  /** By the case of the renewal: the sealed form that was submitted last. */
  readonly forms: Readonly<Record<string, string>>;
  readonly renewed: readonly Renewed[];
}

/** A renewal that put new certificates into a key. */
export interface KeyRenewal {
  readonly caseId: string;
  readonly form: string;
  readonly at: string;
}
export interface KeyRenewals {
  /** By the number of the key, the oldest first. */
  readonly keys: Readonly<Record<string, readonly KeyRenewal[]>>;
}

/** By which renewals have the keys of an enterprise their certificates, and what did it say then? By its 统一社会信用代码. */
export const keyRenewals: View<{ renewals: Part }, KeyRenewals> = {
  name: 'key-renewals',
  version: 1,
  parts: {
    renewals: viewPart<Part, Renewal>({
      from: 'renewal.events',
      category: 'renewal.Renewal',
      on: ['renewal.RenewalSubmitted.v1', 'renewal.CertificateRenewed.v1'],
      key: ({ data }) => data.uscc,
      project: (part, { type, data }) => {
        const { forms, renewed } = part ?? { forms: {}, renewed: [] };
        const { caseId } = data;
        if (type === 'renewal.RenewalSubmitted.v1')
          return { forms: { ...forms, [caseId]: data.form.documentId }, renewed };
        return { forms, renewed: [...renewed, { caseId, number: data.tokenSerial, at: data.renewedAt }] };
      },
    }),
  },
  answer: ({ renewals }) => {
    const { forms, renewed } = renewals ?? { forms: {}, renewed: [] };
    const keys: Record<string, readonly KeyRenewal[]> = {};
    for (const { caseId, number, at } of [...renewed].sort((one, other) => (one.at < other.at ? -1 : 1))) {
      const form = forms[caseId];
      if (form !== undefined) keys[number] = [...(keys[number] ?? []), { caseId, form, at }];
    }
    return { keys };
  },
  indexes: {},
};
