import { createHash } from 'node:crypto';
import { SLOTS } from '@ekey/contracts';
import { derivedId, type CommandEnvelope } from '@ekey/event-store';
import { enterprise } from '@ekey/journeys';
import type { Command } from '@ekey/kernel';
import { makeCertificateRequest, OID, serialNumber, type CertificateRequest } from '@ekey/pki';
import { keysFromPrimes, primesFor } from '@ekey/soft-token';

const RE_VERIFIER = derivedId('re-verifier');
const MAKER = derivedId('maker');
const SECRET = Buffer.alloc(32, 7);

export const USES = ['signing', 'encryption'] as const;
export type Use = (typeof USES)[number];

/** An order for one key, with the requests that its token has made. */
export interface Order {
  readonly caseId: string;
  readonly number: number;
  /** PKCS #10, PEM. */
  readonly requests: Readonly<Record<Use, string>>;
}

/** Requests as tokens make them, each of a key of its own, two to an order. */
export async function requestsFor(orders: number): Promise<readonly Order['requests'][]> {
  const next = keysFromPrimes(await primesFor(orders * USES.length));
  const request = async (token: number): Promise<string> => {
    const { privateKey, publicKey } = await next();
    return makeCertificateRequest(privateKey, publicKey, [{ type: OID.commonName, value: tokenSerial(token) }]);
  };
  const made: Order['requests'][] = [];
  for (let number = 0; number < orders; number += 1)
    made.push({ signing: await request(number), encryption: await request(number) });
  return made;
}

/** What brings an order to the line: it is opened, and the making of its key begun. */
export function commandsToTheLine({ caseId, number }: Order): readonly Command[] {
  const now = new Date().toISOString();
  const { uscc, nameCn } = enterprise(number);
  const page = (slot: string) => ({
    ...{ image: `${caseId}/${digest(slot)}`, imageType: 'image/jpeg' },
    ...{ preview: `${caseId}/${digest(slot, 'preview')}`, previewType: 'image/jpeg' },
  });
  const open = {
    ...{ caseId, kind: 'first', uscc, nameCn, round: 1, formNumber: `EK-2026-${number}`, formVersion: 1 },
    ...{ agencyId: derivedId('agency'), pickupPointId: derivedId('pickup point') },
    formDocumentId: `${caseId}/${digest('form')}`,
    documents: SLOTS.map((slot) => ({ slot, version: 1, pages: [page(slot)] })),
    sealImpressionUsable: false,
    ...{ preVerifier: derivedId('pre-verifier'), reVerifier: RE_VERIFIER },
    due: { startedAt: now, dueAt: now, dueOn: now.slice(0, 10), provisional: false },
    now,
  };
  const claimId = derivedId('claim', caseId);
  const start = { attempt: 1, tokenSerial: tokenSerial(number), claimId, by: MAKER, now };
  return [
    { type: 'OpenOrder', data: open },
    { type: 'StartProduction', data: start },
  ];
}

/** What the line's call becomes once the request was read and its proof of possession verified. */
export function openIssuance({ caseId, number }: Order, use: Use, request: CertificateRequest): Command {
  const { spki, spkiSha256, requestSha256 } = request;
  const serial = serialNumber(SECRET, caseId, 1, use);
  const subject = {
    provinceName: '广东省',
    localityName: '深圳市',
    organisationName: enterprise(number).nameCn,
  };
  const now = new Date().toISOString();
  const data = { attempt: 1, use, serial, subject, spki, spkiSha256, requestSha256, by: MAKER, now };
  return { type: 'OpenIssuance', data };
}

export function envelopeOf({ caseId }: Order, command: Command, step: string): CommandEnvelope {
  const commandId = derivedId(caseId, step);
  const actor = { kind: 'machine', id: derivedId('line'), role: 'SPP' } as const;
  return { commandId, actor, correlationId: commandId, recordedAt: new Date().toISOString(), sent: command.data };
}

const tokenSerial = (number: number): string => `EK26${String(number).padStart(6, '0')}`;

const digest = (...of: readonly string[]): string => createHash('sha256').update(of.join('/')).digest('hex');
