import { isProvidersAlone, type Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { OpenOrder } from '../key-order/key-order.commands';
import type { ReviewedDocument } from '../key-order/key-order.events';

type ReVerified = Published<'review.ApplicationReVerified.v1'>;
type Documents = ReVerified['data']['documents'];

/** 复核通过 of whatever needs a new key; a renewal goes into the key that is there, contact data into none. */
export const whenApplicationReVerifiedThenOpenOrder: Policy<ReVerified, OpenOrder> = {
  name: 'when-application-re-verified-then-open-order',
  from: 'review.events',
  on: ['review.ApplicationReVerified.v1'],
  react: ({ data, meta }) => {
    if (isProvidersAlone(data.kind)) return [];
    const { caseId, kind, uscc, round, nameCn, agencyId, pickupPointId, formNumber, formVersion } = data;
    const { sealImpressionUsable, preVerifier, startedAt, dueAt, dueOn, provisional } = data;
    return [
      {
        id: caseId,
        command: {
          type: 'OpenOrder',
          data: {
            ...{ caseId, kind, uscc, round, nameCn, agencyId, pickupPointId, formNumber, formVersion },
            formDocumentId: data.form.documentId,
            documents: reviewed(data.documents),
            ...{ sealImpressionUsable, preVerifier, reVerifier: data.officer },
            due: { startedAt, dueAt, dueOn, provisional },
            now: meta.recordedAt,
          },
        },
      },
    ];
  },
};

const reviewed = (documents: Documents): readonly ReviewedDocument[] =>
  documents.map(({ slot, version, pages }) => ({
    slot,
    version,
    pages: pages.map(({ image, preview }) => ({
      image: image.documentId,
      imageType: image.type,
      preview: preview.documentId,
      previewType: preview.type,
    })),
  }));
