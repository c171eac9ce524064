import { createHash } from 'node:crypto';
import type { Clock, Effect } from '@ekey/kernel';
import {
  buildTbsCertificate,
  issuerOf,
  lintTbs,
  type CertificateAuthority,
  type CertificateChain,
  type CertificatePlaces,
  type Issuer,
} from '@ekey/pki';
import type { PrepareIssuance } from '../certificate/certificate.commands';
import type { SerialNumberReserved } from '../certificate/certificate.events';

export interface PreparingPorts {
  readonly authority: CertificateAuthority;
  readonly clock: Clock;
  readonly places: CertificatePlaces;
  readonly certificateYears: number;
}

/** What would be signed is not what a certificate must be: a fault of ours, which a person has to look at before anything is signed. */
export class LintFailed extends Error {
  constructor(codes: readonly string[]) {
    super(`the certificate would break its profile: ${codes.join(', ')}`);
    this.name = 'LintFailed';
  }
}

/** The third of the four steps to a certificate: the very bytes that will be signed, held to their profile before the signature. */
export const whenSerialNumberReservedThenPrepareIssuance: Effect<
  SerialNumberReserved,
  PrepareIssuance,
  PreparingPorts
> = {
  name: 'when-serial-number-reserved-then-prepare-issuance',
  on: ['SerialNumberReserved'],
  act: async ({ data }, { authority, clock, places, certificateYears }) => {
    // Counted from the recorded fact and not from now: prepared again, it is the same certificate.
    const notBefore = toSecond(new Date(data.reservedAt));
    const notAfter = termAfter(data.oldNotAfter, notBefore, certificateYears);
    const { serial, use: profile, uscc, spki, tokenSerial: keyNumber, subject } = data;
    const tbs = buildTbsCertificate({
      ...places,
      ...{ serial, profile, uscc, spki, keyNumber, notBefore, notAfter },
      issuer: issuerIn(authority.certificateChain()),
      subject: { ...subject, commonName: subject.organisationName },
    });
    const findings = lintTbs(tbs, profile);
    if (findings.length > 0) throw new LintFailed(findings.map(({ code }) => code));
    return {
      type: 'PrepareIssuance',
      data: {
        notBefore: notBefore.toISOString(),
        notAfter: notAfter.toISOString(),
        tbs: tbs.toString('base64'),
        tbsSha256: createHash('sha256').update(tbs).digest('hex'),
        now: clock.now(),
      },
    };
  },
};

/** Remaining days of a renewed certificate are kept; of one that has run out meanwhile there are none. */
function termAfter(oldNotAfter: string | undefined, notBefore: Date, years: number): Date {
  const from = oldNotAfter === undefined ? notBefore : new Date(Math.max(Date.parse(oldNotAfter), notBefore.getTime()));
  const end = toSecond(from);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return end;
}

const issuers = new WeakMap<CertificateChain, Issuer>();

/** Read from the authority's certificate once for as long as it has the same chain. */
function issuerIn(chain: CertificateChain): Issuer {
  const known = issuers.get(chain) ?? issuerOf(chain.issuing);
  issuers.set(chain, known);
  return known;
}

/** Certificates know no fractions of a second. */
const toSecond = (at: Date): Date => new Date(Math.floor(at.getTime() / 1000) * 1000);
