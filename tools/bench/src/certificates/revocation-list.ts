import { createHash } from 'node:crypto';
import { median } from '@ekey/kernel/testing';
import { assembleCrl, buildTbsCrl, issuerOf, type CertificateAuthority, type RevokedCertificate } from '@ekey/pki';
import { atMost, secondsOf, type Figure } from '../figure';

const [FEW, MANY] = [10_000, 100_000];
const ROUNDS = 5;
const MINUTE = 60_000;
const SECONDS = 1;
/** What an entry may cost more in a long list than in a short one. */
const MOST = 1.5;

/** Revocation lists built and signed: how long one of 100,000 entries takes, and whether an entry costs there what it costs in a short one. */
export async function listFigures(authority: CertificateAuthority): Promise<readonly Figure[]> {
  const many = Array.from({ length: MANY }, (_none, index) => entry(index));
  const few = many.slice(0, FEW);
  const seconds: { few: number; many: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    seconds.push({
      few: await secondsOf(() => listOf(few, 2 * round + 1, authority)),
      many: await secondsOf(() => listOf(many, 2 * round + 2, authority)),
    });
  const [short, long] = [median(seconds.map((each) => each.few)), median(seconds.map((each) => each.many))];
  const name = 'certificates: revocation list of 100,000 entries made';
  return [
    atMost(SECONDS, { name, value: long, unit: 's' }),
    atMost(MOST, { name: `${name}, an entry : one of 10,000`, value: long / MANY / (short / FEW), unit: '×' }),
  ];
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
