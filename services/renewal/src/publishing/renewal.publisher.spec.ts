import { publishedFacts } from '@ekey/contracts';
import { recorded } from '@ekey/kernel/testing';
import type { CertificateTermEvent } from '../certificate-term/certificate-term.events';
import { begun, CASE, ended, issued, ninetyDaysBefore, reminded, resumed, set, suspended, TERM_STREAM, validity } from '../testing/terms'; // prettier-ignore
import type { RenewalEvent } from '../renewal/renewal.events';
import { abandoned, approved, confirmed, delivered, ended as renewalEnded, formSubmitted, proved, renewalId, requested, session, started } from '../testing/renewal.examples'; // prettier-ignore
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
  it('says which key it is, where that is known', () => {
    const publication = publish(reminded(90, ninetyDaysBefore, 'EK26000001'));
    expect(publication?.data).toMatchObject({ tokenSerial: 'EK26000001' });
    expect(publishedFacts['renewal.CertificateExpiring.v1'].strict().safeParse(publication?.data).success).toBe(true);
  });
  it('is nothing else: that a certificate is live or revoked is issuance’s to tell', () =>
    expect([set, begun, suspended, resumed, ended].map(publish)).toEqual([null, null, null, null, null]));
});

describe('what renewal tells of a renewal', () => {
  const stream = `renewal.Renewal-${renewalId}`;
  const told = (fact: RenewalEvent) => renewalPublisher.publish(recorded(fact as never, { stream }));
  const sealed = { $sealed: 'cipher', owner: `case:${renewalId}`, field: 'mailTo' };
  const submitted = { ...confirmed, data: { ...confirmed.data, mailTo: sealed } } as unknown as RenewalEvent;

  it.each([
    ['renewal.RenewalSubmitted.v1', submitted],
    ['renewal.RenewalCertificateRequested.v1', requested('signing', 'a'.repeat(64))],
    ['renewal.RenewalAttemptAbandoned.v1', abandoned()],
    ['renewal.CertificateRenewed.v1', proved],
    ['renewal.RenewalEnded.v1', renewalEnded('expired')],
  ] as const)('goes out as %s, whole and under its case', (type, fact) => {
    const publication = told(fact);
    expect(publication).toMatchObject({ type, subject: renewalId });
    const data = { ...publication?.data, ...(type.includes('Requested') ? { spkiSha256: 'a'.repeat(64) } : {}) };
    expect(publishedFacts[type].strict().safeParse(data).error?.issues).toBeUndefined();
  });
  it('is nothing of what its holder does in between', () =>
    expect([started, formSubmitted, approved, session(), delivered].map(told)).toEqual([null, null, null, null, null]));
});
