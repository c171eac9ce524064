import { createHash } from 'node:crypto';
import { median } from '@ekey/kernel/testing';
import { assembleCrl, buildTbsCrl, issuerOf, type CertificateAuthority, type RevokedCertificate } from '@ekey/pki';
import { reported, secondsOf, type Figure } from '../figure';

const ENTRIES = 100_000;
const ROUNDS = 5;
const MINUTE = 60_000;

/** A revocation list of 100,000 entries, built and signed. */
export async function listFigure(authority: CertificateAuthority): Promise<Figure> {
  const revoked = Array.from({ length: ENTRIES }, (_none, index) => entry(index));
  const seconds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    seconds.push(await secondsOf(() => listOf(revoked, round + 1, authority)));
  const name = 'certificates: revocation list of 100,000 entries made';
  return reported({ name, value: median(seconds), unit: 's' });
}

async function listOf(revoked: readonly RevokedCertificate[], crlNumber: number, authority: CertificateAuthority) {
  const thisUpdate = new Date();
  const nextUpdate = new Date(thisUpdate.getTime() + 60 * MINUTE);
  const issuer = issuerOf(authority.certificateChain().issuing);
  const tbs = buildTbsCrl({ issuer, thisUpdate, nextUpdate, crlNumber, revoked });
  return assembleCrl(tbs, await authority.signCrl(tbs));
}

/** Serials of 16 octets, one revocation a minute, as a few years bring them. */
function entry(index: number): RevokedCertificate {
  const serial = `4${createHash('sha256').update(String(index)).digest('hex').slice(0, 31).toUpperCase()}`;
  const reason = (['superseded', 'keyCompromise', 'certificateHold'] as const)[index % 3];
  return { serial, at: new Date(Date.UTC(2026, 0, 1) + index * MINUTE), ...(reason === undefined ? {} : { reason }) };
}
