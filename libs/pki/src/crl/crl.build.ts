import { TAG, explicit, integer, sequence, time, tlv, unsignedContent } from '../asn1/der.writer';
import { OID } from '../asn1/object-identifiers';
import { assembleSigned } from '../certificate/certificate.assemble';
import { authorityKeyIdentifier, extension } from '../certificate/certificate.extensions';
import type { Issuer } from '../certificate/certificate.issuer';
import { SIGNATURE_ALGORITHM } from '../certificate/certificate.tbs';
import { REVOCATION_REASONS, type RevocationReason } from './crl.reasons';

export interface RevokedCertificate {
  /** Hex, as `serialNumber` gives it. */
  readonly serial: string;
  /** When it was revoked or put on hold. */
  readonly at: Date;
  /** Left out means `unspecified`, which RFC 5280 §5.3.1 wants left out of the list too. */
  readonly reason?: RevocationReason;
}

export interface CertificateList {
  readonly issuer: Issuer;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Grows with every list, at most 20 octets (RFC 5280 §5.2.3). */
  readonly crlNumber: number | bigint;
  /** Each serial once. */
  readonly revoked: readonly RevokedCertificate[];
}

/**
 * TBSCertList of version 2 (RFC 5280 §5.1).
 * @throws RangeError for a serial that is none or stands twice, and for a list that ends before it begins
 */
export function buildTbsCrl(list: CertificateList): Buffer {
  if (list.nextUpdate <= list.thisUpdate) throw new RangeError('nextUpdate must follow thisUpdate');
  if (BigInt(list.crlNumber) >= 1n << 159n) throw new RangeError("a list's number has at most 20 octets");
  return sequence(
    integer(1),
    SIGNATURE_ALGORITHM,
    list.issuer.name,
    time(list.thisUpdate),
    time(list.nextUpdate),
    ...(list.revoked.length === 0 ? [] : [revokedCertificates(list.revoked)]),
    explicit(
      0,
      sequence(
        authorityKeyIdentifier(list.issuer.keyIdentifier),
        extension(OID.cRLNumber, false, integer(list.crlNumber)),
      ),
    ),
  );
}

/** The signed list, DER. */
export const assembleCrl = assembleSigned;

/** Times and reasons come in few kinds, so that each is encoded once and the list is little more than copying. */
function revokedCertificates(revoked: readonly RevokedCertificate[]): Buffer {
  const times = new Map<number, Buffer>();
  const serials = new Set<string>();
  const entries = revoked.map(({ serial, at, reason = 'unspecified' }) => {
    const second = Math.floor(at.getTime() / 1000);
    const moment = times.get(second) ?? time(at);
    times.set(second, moment);
    const octets = serialOctets(serial);
    const canonical = octets.toString('latin1');
    if (serials.has(canonical)) throw new RangeError(`serial ${serial} stands twice`);
    serials.add(canonical);
    return entry(octets, moment, reasonExtensions[reason]);
  });
  return sequence(Buffer.concat(entries));
}

function serialOctets(serial: string): Buffer {
  const octets = Buffer.from(serial, 'hex');
  if (octets.length === 0 || octets.length > 20 || octets.length * 2 !== serial.length) {
    throw new RangeError('a serial number is 1 to 20 octets in hex');
  }
  return unsignedContent(octets);
}

/** Never longer than 21 + 2 + 17 + 14 octets, so that every length fits one octet. */
function entry(serial: Buffer, moment: Buffer, reason: Buffer): Buffer {
  const length = 2 + serial.length + moment.length + reason.length;
  const bytes = Buffer.allocUnsafe(2 + length);
  bytes[0] = TAG.SEQUENCE;
  bytes[1] = length;
  bytes[2] = TAG.INTEGER;
  bytes[3] = serial.length;
  serial.copy(bytes, 4);
  moment.copy(bytes, 4 + serial.length);
  reason.copy(bytes, 4 + serial.length + moment.length);
  return bytes;
}

const reasonExtensions = Object.fromEntries(
  Object.entries(REVOCATION_REASONS).map(([reason, code]) => [reason, reasonExtension(code)]),
) as Record<RevocationReason, Buffer>;

function reasonExtension(code: number): Buffer {
  if (code === REVOCATION_REASONS.unspecified) return Buffer.alloc(0);
  return sequence(extension(OID.cRLReason, false, tlv(TAG.ENUMERATED, Buffer.of(code))));
}
