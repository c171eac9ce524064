import { createHash } from 'node:crypto';
import {
  TAG,
  bitString,
  contextTag,
  explicit,
  generalizedTime,
  octetString,
  oid,
  sequence,
  tlv,
} from '../asn1/der.writer';
import { OID } from '../asn1/object-identifiers';
import { extension, keyBits } from '../certificate/certificate.extensions';
import { readCertificate } from '../certificate/certificate.reader';
import { SIGNATURE_ALGORITHM } from '../certificate/certificate.tbs';
import { REVOCATION_REASONS, type RevocationReason } from '../crl/crl.reasons';

/** What is told of one certificate (RFC 6960 §2.2). On hold is `revoked` with the reason `certificateHold`. */
export type CertificateStanding =
  | { readonly is: 'good' | 'unknown' }
  | { readonly is: 'revoked'; readonly at: Date; readonly reason: RevocationReason };

export interface StatusAnswer {
  /** DER of the CertID as it was asked. */
  readonly certId: Buffer;
  readonly standing: CertificateStanding;
}

export interface StatusAnswers {
  /** As `responderId` makes it of the responder's certificate. */
  readonly responderId: Buffer;
  /** When it was looked up, and when it is signed. */
  readonly producedAt: Date;
  /** Until when whoever was told may go by it. */
  readonly nextUpdate: Date;
  readonly answers: readonly StatusAnswer[];
  /** As it stood in the request. */
  readonly nonce: Buffer | null;
}

/** ResponderID byKey: SHA-1 of the responder's key, as RFC 6960 §4.2.1 has it; it is a name and protects nothing. */
export const responderId = (certificate: Buffer): Buffer =>
  explicit(
    2,
    octetString(
      createHash('sha1')
        .update(keyBits(readCertificate(certificate).spki))
        .digest(),
    ),
  );

/** ResponseData of version 1 (RFC 6960 §4.2.1): what the responder signs. */
export function buildResponseData({ responderId: id, producedAt, nextUpdate, answers, nonce }: StatusAnswers): Buffer {
  const validity = [generalizedTime(producedAt), explicit(0, generalizedTime(nextUpdate))];
  return sequence(
    id,
    generalizedTime(producedAt),
    sequence(...answers.map(({ certId, standing }) => sequence(certId, statusOf(standing), ...validity))),
    ...(nonce === null ? [] : [explicit(1, sequence(extension(OID.ocspNonce, false, nonce)))]),
  );
}

function statusOf(standing: CertificateStanding): Buffer {
  switch (standing.is) {
    case 'good':
      return tlv(contextTag(0, false));
    case 'unknown':
      return tlv(contextTag(2, false));
    case 'revoked':
      return tlv(contextTag(1, true), generalizedTime(standing.at), ...reasonOf(standing.reason));
  }
}

/** As on a revocation list, `unspecified` is left out. */
const reasonOf = (reason: RevocationReason): Buffer[] =>
  reason === 'unspecified' ? [] : [explicit(0, tlv(TAG.ENUMERATED, Buffer.of(REVOCATION_REASONS[reason])))];

/** The whole OCSPResponse, DER: with the responder's certificate, which no relying party has otherwise. */
export function assembleOcspResponse(responseData: Buffer, signature: Buffer, responder: Buffer): Buffer {
  const certificates = explicit(0, sequence(responder));
  const basic = sequence(responseData, SIGNATURE_ALGORITHM, bitString(signature), certificates);
  return response(OCSP_STATUS.successful, explicit(0, sequence(oid(OID.ocspBasic), octetString(basic))));
}

/** OCSPResponseStatus (RFC 6960 §4.2.1). */
const OCSP_STATUS = { successful: 0, malformedRequest: 1, tryLater: 3 } as const;

const response = (status: number, ...bytes: readonly Buffer[]): Buffer =>
  sequence(tlv(TAG.ENUMERATED, Buffer.of(status)), ...bytes);

/** Answers that say only why there is none. Nobody signs them. */
export const OCSP_REFUSALS = {
  malformedRequest: response(OCSP_STATUS.malformedRequest),
  tryLater: response(OCSP_STATUS.tryLater),
} as const;
