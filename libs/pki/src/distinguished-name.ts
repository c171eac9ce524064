import { DerCursor, enterOnly, readOid, readText } from './asn1/der.reader';
import { TAG, oid, printableString, sequence, setOf, utf8String } from './asn1/der.writer';
import { OID } from './asn1/object-identifiers';

export interface NameAttribute {
  /** Dotted object identifier of the attribute's type. */
  readonly type: string;
  readonly value: string;
}

/** X.520 gives these two no choice of string type; every other attribute is UTF8String (RFC 5280 §4.1.2.4). */
const PRINTABLE_TYPES: ReadonlySet<string> = new Set([OID.countryName, OID.serialNumber]);

export const mustBePrintable = (type: string): boolean => PRINTABLE_TYPES.has(type);

/** DER of a Name with one attribute in each RDN, in the order given. */
export function buildName(attributes: readonly NameAttribute[]): Buffer {
  return sequence(
    ...attributes.map(({ type, value }) => {
      const text = mustBePrintable(type) ? printableString(value) : utf8String(value);
      return setOf(sequence(oid(type), text));
    }),
  );
}

/** An attribute as it stood, with the tag of its string. */
export interface StoredAttribute extends NameAttribute {
  readonly tag: number;
}

/** @throws DerError */
export function readName(der: Buffer): StoredAttribute[] {
  const attributes: StoredAttribute[] = [];
  for (const rdn of enterOnly(der).rest()) {
    const set = new DerCursor(rdn.tag === TAG.SET ? rdn.content : Buffer.alloc(0));
    do {
      const pair = set.enter();
      const type = readOid(pair.next());
      const value = pair.next();
      pair.end();
      attributes.push({ type, value: readText(value), tag: value.tag });
    } while (!set.atEnd);
  }
  return attributes;
}

/** Whom a certificate of an enterprise's key names. */
export interface Subject {
  /** ST: 省、自治区、直辖市 */
  readonly provinceName: string;
  /** L: 市 */
  readonly localityName: string;
  /** O: 企业全称, as on the licence. */
  readonly organisationName: string;
  readonly organisationalUnit?: string;
  /** CN: 企业全称. Nobody may read an identity from it: the unified code has an extension of its own. */
  readonly commonName: string;
}

/**
 * `C=CN, ST, L, O, [OU], CN, [serialNumber]`. The key's number stands in serialNumber, so that several keys of one enterprise have different
 * names.
 *
 * The bound of 64 characters that RFC 5280 Appendix A puts on O and CN is not kept: the full name of an enterprise may have 100, X.520 gave
 * the bound up in 2008, and a name cut short would be the name of somebody else.
 */
export function subjectName(subject: Subject, keyNumber?: string): Buffer {
  const attributes: [string, string | undefined][] = [
    [OID.countryName, 'CN'],
    [OID.stateOrProvinceName, subject.provinceName],
    [OID.localityName, subject.localityName],
    [OID.organizationName, subject.organisationName],
    [OID.organizationalUnitName, subject.organisationalUnit],
    [OID.commonName, subject.commonName],
    [OID.serialNumber, keyNumber],
  ];
  return buildName(attributes.flatMap(([type, value]) => (value === undefined ? [] : [{ type, value }])));
}
