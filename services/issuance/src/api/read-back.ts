import { createHash } from 'node:crypto';
import { fromPem, isSignedByHolder, verifySeal, type CertificateChain } from '@ekey/pki';
import type { FieldError } from '@ekey/platform';
import type { Delivery } from './deliveries';
import type { QualityCheckRequest } from './orders.requests';

export interface ReadBackTrust {
  readonly chain: CertificateChain;
  readonly crl: Buffer;
  readonly at: Date;
}

type Fault = FieldError | null;

/**
 * What was read back from the token against what was made for it: both certificates byte for byte, the seal with its signature and
 * binding (GM/T 0031 §6), and the nonce signed by the certified key. @returns what is wrong; nothing where all is right.
 */
export function faultsOfReadBack(
  read: QualityCheckRequest,
  made: Delivery,
  trust: ReadBackTrust,
): readonly FieldError[] {
  const faults: Fault[] = [
    certificateFault(read, made, 'signing'),
    certificateFault(read, made, 'encryption'),
    sealFault(read, made, trust),
    signatureFault(read, made),
  ];
  return faults.filter((fault) => fault !== null);
}

export const sealDigest = (read: QualityCheckRequest): string =>
  createHash('sha256').update(Buffer.from(read.seal, 'base64')).digest('hex');

function certificateFault({ certificates }: QualityCheckRequest, made: Delivery, use: 'signing' | 'encryption'): Fault {
  const [should, is] = [made.certificates[use], certificates[use]].map((pem) => fromPem('CERTIFICATE', pem ?? ''));
  if (should?.length === 1 && is?.length === 1 && is[0]?.equals(should[0] as Buffer)) return null;
  return {
    field: `certificates.${use}`,
    code: 'CertificateDiffers',
    zh: '读回的证书与签发的证书不一致，请重新写入或登记制作失败。',
    en: 'The certificate in the token is not the one that was issued. Write it again, or report a failure.',
  };
}

function sealFault(read: QualityCheckRequest, made: Delivery, { chain, crl, at }: ReadBackTrust): Fault {
  const signing = signingCertificate(made);
  const seal = Buffer.from(read.seal, 'base64');
  const trust = { trustedRoots: chain.root, intermediates: chain.issuing, crl, at };
  const verdict = verifySeal(seal, signing === undefined ? trust : { ...trust, signerCertificate: signing });
  if (verdict.valid && made.seal?.sha256 === sealDigest(read)) return null;
  const [finding] = verdict.findings;
  return {
    field: 'seal',
    code: finding?.code ?? 'SealDiffers',
    zh: finding?.zh ?? '读回的电子签章与制作的不一致，请重新写入。',
    en: finding?.en ?? 'The seal in the token is not the one that was made. Write it again.',
  };
}

function signatureFault({ signature }: QualityCheckRequest, made: Delivery): Fault {
  const certificate = signingCertificate(made);
  if (certificate !== undefined && isSignedByHolder(certificate, made.nonce, signature)) return null;
  return {
    field: 'signature',
    code: 'NonceSignatureWrong',
    zh: '介质对随机数的签名验证失败，请确认签名证书与介质内密钥一致。',
    en: 'The signature over the nonce is wrong: the token does not hold the key of its signing certificate.',
  };
}

const signingCertificate = (made: Delivery): Buffer | undefined =>
  fromPem('CERTIFICATE', made.certificates.signing ?? '')?.[0];
