import { OID, type NameAttribute } from '@ekey/pki';

/** What was approved: which key, of whom. */
export interface ApprovedSubject {
  readonly tokenSerial: string;
  readonly nameCn: string;
}

/**
 * Whether a request names nobody but the approved key and enterprise. The certificate takes its subject from the approved
 * form anyway; who asks for another one holds another token, or wants something else than was approved.
 */
export function isApprovedSubject(
  subject: readonly NameAttribute[],
  { tokenSerial, nameCn }: ApprovedSubject,
): boolean {
  const allowed: Readonly<Record<string, readonly string[]>> = {
    [OID.commonName]: [tokenSerial, nameCn],
    [OID.serialNumber]: [tokenSerial],
    [OID.organizationName]: [nameCn],
    [OID.countryName]: ['CN'],
  };
  const names = subject.some(({ type }) => type === OID.commonName || type === OID.serialNumber);
  return names && subject.every(({ type, value }) => allowed[type]?.includes(value) === true);
}
