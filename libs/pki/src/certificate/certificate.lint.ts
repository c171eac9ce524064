import { createHash } from 'node:crypto';
import { LeastRecentlyUsed } from '@ekey/kernel';
import { DerCursor, DerError, type Element, onlyContent, readOid } from '../asn1/der.reader';
import { TAG, contextTag } from '../asn1/der.writer';
import { OID } from '../asn1/object-identifiers';
import { mustBePrintable, readName } from '../distinguished-name';
import { type Finding, finding } from '../refusal';
import { judgeRsaKey, readRsaKey } from '../rsa-key';
import { keyIdentifier, keyUsageValue } from './certificate.extensions';
import { LINT_WORDINGS, type LintCode } from './certificate.lint.codes';
import { KEY_NUMBER, PROFILES, type Profile, type ProfileRules, keyUri } from './certificate-profile';
import { type TbsParts, extensionOf, readTbs, validityOf } from './certificate.reader';

type Report = (code: LintCode, detail?: string) => void;

/**
 * SHA-256 of structures in which nothing was found. What is prepared is linted there and again where it is signed, a
 * moment later and mostly in the same process: the same bytes hold to the same rules.
 */
const good = new LeastRecentlyUsed<true>(1_024);

/**
 * Lints the structure of a certificate before it is signed: after the signature it is too late. It reads the bytes with another piece of code
 * than the one that wrote them. Nothing found means an empty list.
 * @param profile the rules to hold it to; without it, those of the profile whose key usages it has
 */
export function lintTbs(der: Buffer, profile?: Profile): Finding<LintCode>[] {
  const digest = createHash('sha256').update(der).digest('base64');
  // Good for any profile means good for its own, which no other shares; good for its own says nothing about a named one.
  if (profile === undefined && good.get(digest)) return [];
  const findings = lintAfresh(der, profile);
  if (findings.length === 0) good.set(digest, true);
  return findings;
}

function lintAfresh(der: Buffer, profile: Profile | undefined): Finding<LintCode>[] {
  const findings: Finding<LintCode>[] = [];
  const report: Report = (code, detail) => void findings.push(finding(LINT_WORDINGS, code, detail));
  try {
    const tbs = readTbs(der);
    lintFields(tbs, report);
    lintNames(tbs, report);
    lintKey(tbs.spki, report);
    const rules = rulesFor(tbs, profile);
    if (rules) lintExtensions(tbs, rules, report);
    else report('KeyUsageWrong');
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    report('TbsMalformed', error.message);
  }
  return findings;
}

function lintFields(tbs: TbsParts, report: Report): void {
  if (tbs.version !== 2) report('TbsVersionWrong');
  if (tbs.serial <= 0n) report('SerialNumberNotPositive');
  if (tbs.serialOctets > 20) report('SerialNumberTooLong', `${tbs.serialOctets}`);
  if (tbs.algorithm !== OID.sha256WithRSAEncryption) report('SignatureAlgorithmWrong', tbs.algorithm);
  const { notBefore, notAfter } = validityOf(tbs);
  if (notAfter <= notBefore) report('ValidityInverted');
  if (!hasRightTimeType(tbs.notBefore, notBefore)) report('ValidityTimeWrong', 'notBefore');
  if (!hasRightTimeType(tbs.notAfter, notAfter)) report('ValidityTimeWrong', 'notAfter');
}

/** RFC 5280 §4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050. */
const hasRightTimeType = (element: Element, at: Date): boolean =>
  (element.tag === TAG.UTC_TIME) === (at.getUTCFullYear() >= 1950 && at.getUTCFullYear() < 2050);

function lintNames(tbs: TbsParts, report: Report): void {
  for (const [whose, der] of [
    ['issuer', tbs.issuer],
    ['subject', tbs.subject],
  ] as const) {
    const attributes = readName(der);
    if (attributes.length === 0) report('NameEmpty', whose);
    for (const { type, value, tag } of attributes) {
      const right = mustBePrintable(type) ? TAG.PRINTABLE_STRING : TAG.UTF8_STRING;
      if (tag !== right) report('NameStringWrong', `${whose} ${type}`);
      const length = [...value].length;
      if (length === 0 || length > 128 || (type === OID.countryName && length !== 2))
        report('NameTooLong', `${whose} ${type}`);
    }
  }
}

function lintKey(spki: Buffer, report: Report): void {
  const key = readRsaKey(spki);
  const verdict = key ? judgeRsaKey(key) : 'KeyNotSupported';
  if (verdict !== 'good') report(verdict);
}

function rulesFor(tbs: TbsParts, profile: Profile | undefined): ProfileRules | undefined {
  if (profile) return PROFILES[profile];
  const usage = extensionOf(tbs, OID.keyUsage)?.value;
  const matching = Object.values(PROFILES).filter((rules) => usage && keyUsageValue(rules.keyUsage).equals(usage));
  return matching.find((rules) => rules.extendedKeyUsage === extendedUsageOf(tbs)) ?? matching[0];
}

function extendedUsageOf(tbs: TbsParts): string | undefined {
  const usage = extensionOf(tbs, OID.extKeyUsage);
  if (!usage) return undefined;
  return new DerCursor(onlyContent(usage.value, TAG.SEQUENCE)).rest().map(readOid).join(' ');
}

const CRITICAL: ReadonlySet<string> = new Set([OID.basicConstraints, OID.keyUsage]);

/** The unified code is not among them: its object identifier is the deployment's choice, so that no rule here could name it. */
const ALWAYS_REQUIRED = [
  OID.basicConstraints,
  OID.keyUsage,
  OID.subjectKeyIdentifier,
  OID.authorityKeyIdentifier,
  OID.cRLDistributionPoints,
  OID.authorityInfoAccess,
  OID.certificatePolicies,
];

function lintExtensions(tbs: TbsParts, rules: ProfileRules, report: Report): void {
  const seen = new Set<string>();
  for (const { id, critical } of tbs.extensions) {
    if (seen.has(id)) report('ExtensionRepeated', id);
    seen.add(id);
    const mustBeCritical = id === OID.extKeyUsage ? rules.extendedKeyUsageCritical : CRITICAL.has(id);
    if (critical !== mustBeCritical) report('CriticalityWrong', id);
  }
  for (const id of ALWAYS_REQUIRED) if (!seen.has(id)) report('ExtensionMissing', id);
  lintUsages(tbs, rules, report);
  lintIdentifier(tbs, report);
  lintAlternativeName(tbs, rules, report);
  lintLocations(tbs, report);
}

function lintUsages(tbs: TbsParts, rules: ProfileRules, report: Report): void {
  const constraints = extensionOf(tbs, OID.basicConstraints);
  if (constraints && constraints.value.toString('hex') !== '3000') report('BasicConstraintsWrong');
  const usage = extensionOf(tbs, OID.keyUsage);
  if (usage && !usage.value.equals(keyUsageValue(rules.keyUsage))) report('KeyUsageWrong');
  if (extendedUsageOf(tbs) !== rules.extendedKeyUsage) report('ExtendedKeyUsageWrong');
}

function lintIdentifier(tbs: TbsParts, report: Report): void {
  const identifier = extensionOf(tbs, OID.subjectKeyIdentifier);
  if (!identifier) return;
  if (!onlyContent(identifier.value, TAG.OCTET_STRING).equals(keyIdentifier(tbs.spki))) report('KeyIdentifierWrong');
}

function lintAlternativeName(tbs: TbsParts, rules: ProfileRules, report: Report): void {
  const name = extensionOf(tbs, OID.subjectAltName);
  if (!name) {
    if (rules.namesKey) report('ExtensionMissing', OID.subjectAltName);
    return;
  }
  const names = new DerCursor(onlyContent(name.value, TAG.SEQUENCE)).rest();
  const uri = names[0]?.tag === contextTag(6, false) ? names[0].content.toString('latin1') : '';
  const keyNumber = uri.slice(keyUri('').length);
  if (!rules.namesKey || names.length !== 1 || uri !== keyUri(keyNumber) || !KEY_NUMBER.test(keyNumber))
    report('SubjectAltNameWrong');
}

function lintLocations(tbs: TbsParts, report: Report): void {
  for (const id of [OID.cRLDistributionPoints, OID.authorityInfoAccess]) {
    const value = extensionOf(tbs, id)?.value;
    const urls = value ? urlsIn(value) : [];
    if (value && (urls.length === 0 || urls.some((url) => !/^https?:\/\/[^\s]+$/.test(url))))
      report('LocationWrong', id);
  }
}

/** The URIs at the leaves: both extensions are nothing but SEQUENCEs, context tags and URIs. */
function urlsIn(der: Buffer, depth = 0): string[] {
  return new DerCursor(der).rest().flatMap(({ tag, content }) => {
    if (tag === contextTag(6, false)) return [content.toString('latin1')];
    return (tag & 0x20) !== 0 && depth < 8 ? urlsIn(content, depth + 1) : [];
  });
}
