import { publishedFacts } from '@ekey/contracts';
import { recorded } from '@ekey/kernel/testing';
import type { CertificateTermEvent } from '../certificate-term/certificate-term.events';
import { begun, CASE, ended, issued, ninetyDaysBefore, reminded, resumed, set, suspended, TERM_STREAM, validity } from '../testing/terms'; // prettier-ignore
import { renewalPublisher } from './renewal.publisher';

const publish = (fact: CertificateTermEvent) => renewalPublisher.publish(recorded(fact, { stream: TERM_STREAM }));

describe('what renewal tells the others', () => {
  it('is that a certificate nears its end, under its case', () => {
    const publication = publish(reminded(90, ninetyDaysBefore));
    expect(publication).toEqual({
      type: 'renewal.CertificateExpiring.v1',
      subject: CASE,
      data: { ...issued, daysBefore: 90, notAfter: validity.notAfter, at: ninetyDaysBefore },
    });
    expect(publishedFacts['renewal.CertificateExpiring.v1'].strict().safeParse(publication?.data).success).toBe(true);
  });
  it('is nothing else: that a certificate is live or revoked is issuance’s to tell', () =>
    expect([set, begun, suspended, resumed, ended].map(publish)).toEqual([null, null, null, null, null]));
});
