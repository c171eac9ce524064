import { X509Certificate } from 'node:crypto';
import { HttpClient, Reliance, serialIn, type World } from '@ekey/journeys';
import { readStatuses, statusRequest } from '@ekey/pki/testing';
import type { AuditedFact } from '../evidence';
import { Holder, type HeldKey } from '../held-keys';

const API = '/api/issuance/v1';
/** As many as the responder answers for at once. */
const A_QUESTION = 32;

/** A certificate as issuance has recorded it, with what whoever relies on it is told. */
export interface ReliedOn {
  readonly serial: string;
  readonly tokenSerial: string;
  readonly use: string;
  readonly told: 'good' | 'revoked' | 'unknown';
  readonly listed: boolean;
}

/** One pair of good certificates in a token at most, and none good of which a list says otherwise, nor the other way round. */
export function contradictions(certificates: readonly ReliedOn[]): readonly string[] {
  const good = certificates.filter(({ told }) => told === 'good');
  const places = good.map(({ tokenSerial, use }) => `${tokenSerial} ${use}`);
  const doubled = places.filter((place, index) => places.indexOf(place) !== index);
  return [
    ...doubled.map((place) => `two good certificates: ${place}`),
    ...good.filter(({ listed }) => listed).map(({ serial }) => `${serial} is good in OCSP and on the list`),
    ...certificates
      .filter(({ told, listed }) => told === 'revoked' && !listed)
      .map(({ serial }) => `${serial} is revoked in OCSP and not on the list`),
  ];
}

/**
 * A key that lives has one good certificate of each use, and signs by the one in the token; one that was revoked has none that
 * is good, and its signing certificate is told to be revoked.
 */
export function misjudged(
  certificates: readonly ReliedOn[],
  { tokenSerial, signing, lives }: { readonly tokenSerial: string; readonly signing: string; readonly lives: boolean },
): readonly string[] {
  const own = certificates.filter((each) => each.tokenSerial === tokenSerial);
  const good = own.filter(({ told }) => told === 'good').sort((one, other) => one.use.localeCompare(other.use));
  const uses = good.map(({ use }) => use).join();
  const found = good.map(({ use, serial }) => `${use} ${serial}`).join(', ') || 'none';
  const key = `${tokenSerial} with ${signing}`;
  if (lives) {
    const isWell = uses === 'encryption,signing' && good[1]?.serial === signing;
    return isWell ? [] : [`${key} lives, and good are ${found}`];
  }
  if (good.length > 0) return [`${key} was revoked, and good are ${found}`];
  const isTold = own.some(({ serial, told }) => serial === signing && told === 'revoked');
  return isTold ? [] : [`${key} was revoked, and nobody is told so of ${signing}`];
}

/** A key, and whether it is to be good. */
export interface KeyAtTheEnd {
  readonly key: HeldKey;
  readonly lives: boolean;
}

/** 0 dead keys, 0 doubled certificates, 0 that are good in OCSP and revoked on the list. */
export async function keyFaults(
  world: World,
  facts: readonly AuditedFact[],
  keys: readonly KeyAtTheEnd[],
): Promise<readonly string[]> {
  const certificates = await reliedOn(world, facts);
  const standing = keys.flatMap(({ key: { token }, lives }) =>
    misjudged(certificates, { tokenSerial: token.serialNumber, signing: serialIn(token), lives }),
  );
  return [...contradictions(certificates), ...standing, ...(await deadKeys(world, keys))];
}

/** Who holds a key that lives gets in by it. */
async function deadKeys(world: World, keys: readonly KeyAtTheEnd[]): Promise<readonly string[]> {
  const dead: string[] = [];
  for (const { key } of keys.filter(({ lives }) => lives)) {
    const outcome = await new Holder(world, key.token, key.pin).logIn().catch((error: Error) => error);
    if (outcome instanceof Error) dead.push(`the key ${key.token.serialNumber} is dead: ${outcome.message}`);
  }
  return dead;
}

async function reliedOn(world: World, facts: readonly AuditedFact[]): Promise<readonly ReliedOn[]> {
  const http = new HttpClient(world.url, {}, world.transport);
  const issuer = new X509Certificate((await http.get(`${API}/ca.pem`)).bytes);
  const list = await new Reliance(http).list();
  const reserved = facts.filter(({ type }) => type === 'SerialNumberReserved');
  const certificates: ReliedOn[] = [];
  for (let from = 0; from < reserved.length; from += A_QUESTION) {
    const some = reserved.slice(from, from + A_QUESTION).map(({ data }) => data as Record<string, string>);
    const asked = some.map(({ serial = '' }) => ({ issuer, serial }));
    const init = { method: 'POST', headers: TYPE, body: new Uint8Array(statusRequest(asked)) };
    const answer = Buffer.from(await (await fetch(`${world.url}${API}/ocsp`, init)).arrayBuffer());
    for (const [index, { status }] of readStatuses(answer, issuer).told.entries()) {
      const { serial = '', tokenSerial = '', use = '' } = some[index] ?? {};
      certificates.push({ serial, tokenSerial, use, told: status, listed: list.revoked.has(serial) });
    }
  }
  return certificates;
}
const TYPE = { 'content-type': 'application/ocsp-request' };
