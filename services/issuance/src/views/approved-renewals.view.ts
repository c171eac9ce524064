import type { Published } from '@ekey/contracts';
import { viewPart, type View } from '@ekey/kernel';

type Approved = Published<'review.ApplicationReVerified.v1'>;

/** What the approval of a renewal says of its seal. */
export interface ApprovedRenewal {
  /** The scanned 确认函 from which the impression may be cut; null: the seal is drawn. */
  readonly impression: string | null;
}
interface Parts {
  readonly approved: ApprovedRenewal;
}

/** From what is the seal of a renewed key made? */
export const approvedRenewals: View<Parts, ApprovedRenewal> = {
  name: 'approved-renewals',
  version: 1,
  parts: {
    approved: viewPart<ApprovedRenewal, Approved>({
      from: 'review.events',
      category: 'review.Review',
      on: ['review.ApplicationReVerified.v1'],
      key: ({ data }) => (data.kind === 'renewal' ? data.caseId : null),
      project: (_approved, { data: { documents, sealImpressionUsable } }) => {
        const confirmation = documents.find(({ slot }) => slot === 'seal-confirmation')?.pages[0]?.image.documentId;
        return { impression: sealImpressionUsable ? (confirmation ?? null) : null };
      },
    }),
  },
  answer: ({ approved }) => approved ?? null,
  indexes: {},
};
