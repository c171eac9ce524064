import { publishedFacts, type Published } from '@ekey/contracts';
import { answerOf, recorded } from '@ekey/kernel/testing';
import { renewalId } from '../testing/example-renewal';
import { approvedRenewals } from './approved-renewals.view';

const type = 'review.ApplicationReVerified.v1' as const;
const scan = { documentId: `${renewalId}/${'c'.repeat(64)}`, type: 'image/jpeg', size: 9 };
const page = { page: 1, image: scan, preview: scan, receivedSha256: 'a'.repeat(64), width: 1_240, height: 1_754, warnings: [] }; // prettier-ignore
const about = {
  ...{ caseId: renewalId, round: 1, uscc: '91110101MA0000007T', agencyId: 'shanghai', officer: 'spr-1' },
  ...{ decidedAt: '2027-01-20T02:00:00.000Z', preVerifier: 'spr-1', nameCn: '北京示例', pickupPointId: 'hall' },
  ...{ formNumber: 'EK', formVersion: 1, form: { documentId: `${renewalId}/f`, type: 'application/json', size: 9 } },
  ...{ startedAt: '2027-01-20T02:00:00.000Z', dueAt: '2027-01-25T16:00:00.000Z', dueOn: '2027-01-25' },
  provisional: false,
};
const document = { slot: 'seal-confirmation', version: 1, qr: 'unreadable', pages: [page] };
const approved = (more: object) => {
  const data = publishedFacts[type].parse({ ...about, kind: 'renewal', documents: [document], ...more });
  return recorded({ type, data } as Published<typeof type>, { stream: `review.Review-${renewalId}` });
};
const told = (more: object) => answerOf(approvedRenewals, renewalId, [approved(more)]);

describe('what the approval of a renewal says of its seal', () => {
  it('is the scan of the 确认函 where the reviewer found its impression usable', () =>
    expect(told({ sealImpressionUsable: true })).toEqual({ impression: scan.documentId }));
  it('is that it has to be drawn, where he did not', () =>
    expect(told({ sealImpressionUsable: false })).toEqual({ impression: null }));
  it('is told of renewals alone', () => expect(told({ sealImpressionUsable: true, kind: 'first' })).toBeNull());
});
