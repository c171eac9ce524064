import type { Published } from '@ekey/contracts';
import { viewPart, type View } from '@ekey/kernel';

type Collected = Published<'issuance.KeyCollected.v1'>;
type Renewal = Published<'renewal.RenewalSubmitted.v1' | 'renewal.CertificateRenewed.v1'>;

/** A signing certificate that came into a key. */
interface InKey {
  readonly number: string;
  readonly serial: string;
  readonly at: string;
}
interface Renewals {
  /** By the case of the renewal: which certificate it is to renew, and the sealed form that was submitted last. */
  readonly submitted: Readonly<Record<string, { readonly serial: string; readonly form: string; readonly at: string }>>;
  readonly renewed: readonly (InKey & { readonly caseId: string })[];
}
interface Parts {
  readonly collected: readonly InKey[];
  readonly renewals: Renewals;
}

/** A renewal that put new certificates into a key. */
export interface KeyRenewal {
  readonly caseId: string;
  readonly form: string;
  /** When the form was submitted: what was said after it is newer, however long the renewal took. */
  readonly saidAt: string;
}
export interface RenewalsOfKey {
  /** The oldest first. */
  readonly renewed: readonly KeyRenewal[];
  /** The cases in which a renewal of the certificate that is in the key now was asked for. */
  readonly underWay: readonly string[];
  /** The sealed form that the renewal of the certificate which is in the key now was asked for with; `null`: none was. */
  readonly asked: string | null;
}
export interface KeyRenewals {
  /** By the number of the key. */
  readonly keys: Readonly<Record<string, RenewalsOfKey>>;
}

const byTime = (one: { readonly at: string }, other: { readonly at: string }): number =>
  one.at < other.at ? -1 : one.at > other.at ? 1 : 0;

/** Which renewals of its keys has an enterprise asked for, and what did it say then? By its 统一社会信用代码. */
export const keyRenewals: View<Parts, KeyRenewals> = {
  name: 'key-renewals',
  version: 2,
  parts: {
    collected: viewPart<Parts['collected'], Collected>({
      from: 'issuance.events',
      category: 'issuance.KeyOrder',
      on: ['issuance.KeyCollected.v1'],
      key: ({ data }) => data.uscc,
      project: (part, { data: { tokenSerial: number, certificates, collectedAt: at } }) => [
        ...(part ?? []),
        { number, serial: certificates.signing, at },
      ],
    }),
    renewals: viewPart<Renewals, Renewal>({
      from: 'renewal.events',
      category: 'renewal.Renewal',
      on: ['renewal.RenewalSubmitted.v1', 'renewal.CertificateRenewed.v1'],
      key: ({ data }) => data.uscc,
      project: (part, { type, data }) => {
        const { submitted, renewed } = part ?? { submitted: {}, renewed: [] };
        const { caseId } = data;
        if (type === 'renewal.RenewalSubmitted.v1') {
          const said = { serial: data.serial, form: data.form.documentId, at: data.submittedAt };
          return { submitted: { ...submitted, [caseId]: said }, renewed };
        }
        const { tokenSerial: number, certificates, renewedAt: at } = data;
        return { submitted, renewed: [...renewed, { caseId, number, serial: certificates.signing, at }] };
      },
    }),
  },
  answer: ({ collected = [], renewals = { submitted: {}, renewed: [] } }) => {
    const numbers = new Set([...collected, ...renewals.renewed].map(({ number }) => number));
    return { keys: Object.fromEntries([...numbers].map((number) => [number, ofKey(number, collected, renewals)])) };
  },
  indexes: {},
};

function ofKey(number: string, collected: readonly InKey[], { submitted, renewed }: Renewals): RenewalsOfKey {
  const isOfKey = (each: InKey): boolean => each.number === number;
  const made = renewed.filter(isOfKey).sort(byTime);
  // What a renewal put into a key came after what it was handed over with.
  const inKey = made.at(-1) ?? collected.filter(isOfKey).sort(byTime).at(-1);
  const asked = Object.entries(submitted).filter(([, { serial }]) => serial === inKey?.serial);
  return {
    renewed: made.flatMap(({ caseId }) => {
      const said = submitted[caseId];
      return said === undefined ? [] : [{ caseId, form: said.form, saidAt: said.at }];
    }),
    underWay: asked.map(([caseId]) => caseId),
    asked:
      asked
        .map(([, said]) => said)
        .sort(byTime)
        .at(-1)?.form ?? null,
  };
}
