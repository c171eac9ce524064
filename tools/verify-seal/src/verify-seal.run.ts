import { X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type ReadSeal, type SealTrust, type SealVerdict, fromPem, toPem, verifySeal } from '@ekey/pki';

export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export const HELP = `verify-seal <seal> --ca <pem> [options]     checks an electronic seal (GB/T 38540, V4) and says what is wrong with it

  --ca <pem>            certificates of the authority: self-signed ones are trusted, the others may stand in between
  --crl <der or pem>    list of the authority that issued the maker's certificate; without it revocation is not looked at
  --certificate <file>  the certificate that signs with the seal (PEM or DER): it must be one of those in the seal
  --at <time>           moment of the check, ISO 8601; now, if not given
  --picture <file>      writes the seal's picture
  --json                the verdict as JSON

Exit code: 0 valid, 1 not valid, 2 called wrongly.`;

const OPTIONS = {
  ca: { type: 'string' },
  crl: { type: 'string' },
  certificate: { type: 'string' },
  at: { type: 'string' },
  picture: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parse>['values'];

const parse = (argv: readonly string[]) => parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });

/** Runs the command and gives its exit code. */
export async function run(argv: readonly string[], terminal: Terminal, now: Date): Promise<number> {
  try {
    const { values, positionals } = parse(argv);
    if (values.help) return say(terminal.out, HELP, 0);
    const [file] = positionals;
    if (file === undefined || positionals.length > 1 || values.ca === undefined) return say(terminal.err, HELP, 2);
    const verdict = verifySeal(await readFile(file), await trustOf(values, values.ca, now));
    if (values.picture !== undefined && verdict.seal) await writeFile(values.picture, verdict.seal.picture.data);
    terminal.out(values.json ? asJson(verdict) : asText(verdict));
    return verdict.valid ? 0 : 1;
  } catch (error) {
    return say(terminal.err, (error as Error).message, 2);
  }
}

function say(stream: (text: string) => void, text: string, code: number): number {
  stream(text);
  return code;
}

async function trustOf(values: Values, ca: string, now: Date): Promise<SealTrust> {
  const at = values.at === undefined ? now : new Date(values.at);
  if (Number.isNaN(at.getTime())) throw new Error(`--at ${values.at} is no time`);
  const certificates = fromPem('CERTIFICATE', await readFile(ca, 'latin1'));
  if (!certificates?.length) throw new Error(`${ca} holds no certificate in PEM`);
  const pemOf = (ders: readonly Buffer[]): string => ders.map((der) => toPem('CERTIFICATE', der)).join('');
  return {
    trustedRoots: pemOf(certificates.filter(isSelfSigned)),
    intermediates: pemOf(certificates.filter((der) => !isSelfSigned(der))),
    at,
    ...(values.crl === undefined ? {} : { crl: await listIn(values.crl) }),
    ...(values.certificate === undefined ? {} : { signerCertificate: await certificateIn(values.certificate) }),
  };
}

/** DER, or PEM (RFC 7468 §6). */
async function listIn(file: string): Promise<Buffer> {
  const bytes = await readFile(file);
  return fromPem('X509 CRL', bytes.toString('latin1'))?.[0] ?? bytes;
}

const isSelfSigned = (der: Buffer): boolean => {
  const certificate = new X509Certificate(der);
  return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
};

async function certificateIn(file: string): Promise<Buffer> {
  return new X509Certificate(await readFile(file)).raw;
}

function contentOf(seal: ReadSeal): Record<string, string> {
  return {
    name: seal.name,
    sealId: seal.sealId,
    vendorId: seal.vendorId,
    validFrom: seal.validFrom.toISOString(),
    validUntil: seal.validUntil.toISOString(),
    picture: `${seal.picture.type} ${seal.picture.widthMm} × ${seal.picture.heightMm} mm, ${seal.picture.data.length} bytes`,
    certificates: seal.certificates.map(describe).join('; '),
    maker: describe(seal.makerCertificate),
    algorithm: seal.signatureAlgorithm,
  };
}

/** Subject in one line and serial number, or that it cannot be read: a broken seal is described as far as it goes. */
function describe(der: Buffer): string {
  try {
    const { subject, serialNumber } = new X509Certificate(der);
    return `${subject.split('\n').join(', ')} (${serialNumber})`;
  } catch {
    return 'unreadable';
  }
}

function asText({ valid, findings, seal }: SealVerdict): string {
  const content = seal ? Object.entries(contentOf(seal)).map(([name, value]) => `  ${name}: ${value}`) : [];
  const faults = findings.map(
    ({ code, zh, en, detail }) => `  ${code}${detail === undefined ? '' : ` (${detail})`}: ${zh} ${en}`,
  );
  return [valid ? 'valid 有效' : 'not valid 无效', ...faults, ...content].join('\n');
}

const asJson = ({ valid, findings, seal }: SealVerdict): string =>
  JSON.stringify({ valid, findings, ...(seal ? { seal: contentOf(seal) } : {}) }, null, 2);
