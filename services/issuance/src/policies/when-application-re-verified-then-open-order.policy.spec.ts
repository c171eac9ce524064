import { recorded } from '@ekey/kernel/testing';
import type { Published } from '@ekey/contracts';
import { whenApplicationReVerifiedThenOpenOrder as policy } from './when-application-re-verified-then-open-order.policy';

const caseId = '3f0c9d1e-6a52-4c7b-9a3e-0d6f5b7c1a01';
const document = (name: string) => ({ documentId: `${caseId}/${name}`, sha256: 'aa', type: 'image/png', size: 9 });
const due = {
  startedAt: '2026-02-27T02:00:00.000Z',
  dueAt: '2026-03-06T16:00:00.000Z',
  dueOn: '2026-03-06',
  provisional: false,
};
const about = {
  caseId,
  round: 2,
  uscc: '91440300MA5F3X7Y2K',
  agencyId: 'agency-44',
  pickupPointId: 'point-1',
  nameCn: '示例公司',
};

const reVerified = (kind: 'first' | 'renewal' | 'contact') =>
  recorded(
    {
      type: 'review.ApplicationReVerified.v1',
      data: {
        ...about,
        kind,
        officer: 'spr-1',
        preVerifier: 'agr-1',
        decidedAt: '2026-03-02T01:00:00.000Z',
        formNumber: 'EK-1',
        formVersion: 3,
        form: document('form'),
        documents: [
          {
            slot: 'seal-confirmation',
            version: 4,
            qr: 'matched',
            pages: [
              {
                image: document('page'),
                preview: document('small'),
                receivedSha256: 'bb',
                width: 1,
                height: 1,
                warnings: [],
              },
            ],
          },
        ],
        sealImpressionUsable: true,
        ...due,
      },
    } satisfies Published<'review.ApplicationReVerified.v1'>,
    { stream: `review.Review-${caseId}` },
  );

describe('an application that was re-verified', () => {
  it('opens an order with everything that making and handing over will need, and the clock as it stands', () =>
    expect(policy.react(reVerified('first'))).toEqual([
      {
        id: caseId,
        command: {
          type: 'OpenOrder',
          data: {
            ...about,
            kind: 'first',
            formNumber: 'EK-1',
            formVersion: 3,
            formDocumentId: `${caseId}/form`,
            documents: [
              {
                slot: 'seal-confirmation',
                version: 4,
                pages: [
                  {
                    image: `${caseId}/page`,
                    imageType: 'image/png',
                    preview: `${caseId}/small`,
                    previewType: 'image/png',
                  },
                ],
              },
            ],
            sealImpressionUsable: true,
            preVerifier: 'agr-1',
            reVerifier: 'spr-1',
            due,
            now: '2026-03-02T01:00:00.000Z',
          },
        },
      },
    ]));
  it('opens none for a renewal, which goes into the key that is there', () =>
    expect(policy.react(reVerified('renewal'))).toEqual([]));
  it('opens none for contact data, which need no key', () => expect(policy.react(reVerified('contact'))).toEqual([]));
});
