import { createHash } from 'node:crypto';
import type { Documents } from '@ekey/documents';
import type { Clock } from '@ekey/kernel';
import {
  assembleSeal,
  buildSealInfo,
  SEAL_SIGNATURE_ALGORITHM,
  sealShapeOf,
  type CertificateAuthority,
  type SealShape,
} from '@ekey/pki';
import type { ViewStore } from '@ekey/views';
import type { IssuedCertificate } from '../certificate/issued-certificate';
import type { PicturedSeal, WantedSeal } from './seal-picture-of';
import { readSubmittedForm, type SubmittedForm } from './submitted-form';

export interface SealPorts {
  readonly authority: CertificateAuthority;
  readonly clock: Clock;
  readonly documents: Documents;
  readonly views: ViewStore;
  /** The certificate of a serial number; null before it is issued. */
  readonly certificateOf: (serial: string) => Promise<IssuedCertificate | null>;
  readonly pictureOf: (wanted: WantedSeal) => Promise<PicturedSeal>;
  /** The maker of the seal as the seal names him, ASCII. */
  readonly vendorId: string;
}

/** What a seal is made from; every time in it is a recorded one, so that it is the same seal when it is made again. */
export interface SealOrder {
  readonly caseId: string;
  /** Unique for ever. */
  readonly sealId: string;
  readonly nameCn: string;
  readonly signingSerial: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly formDocumentId: string;
  /** The scanned 确认函 from which the impression may be cut; null: the seal is drawn. */
  readonly impression: string | null;
  readonly completedAt: string;
}

export interface KeptSeal {
  readonly documentId: string;
  readonly sha256: string;
  readonly origin: PicturedSeal['origin'];
}

/** The seal of the enterprise (GB/T 38540), bound to one signing certificate and signed by the provider's maker certificate. */
export async function madeSeal(order: SealOrder, ports: SealPorts): Promise<KeptSeal> {
  const { certificate: signing } = await ofOrder(order.signingSerial, ports);
  const { picture, origin } = await pictureFor(order, ports);
  const info = buildSealInfo({
    sealId: order.sealId,
    vendorId: ports.vendorId,
    name: order.nameCn,
    certificates: [signing],
    createdAt: new Date(order.completedAt),
    validFrom: new Date(order.notBefore),
    validUntil: new Date(order.notAfter),
    picture: { type: 'PNG', data: picture.png, widthMm: picture.widthMm, heightMm: picture.heightMm },
  });
  const signature = await ports.authority.signSeal(info);
  const seal = assembleSeal(info, ports.authority.sealMakerCertificate(), SEAL_SIGNATURE_ALGORITHM, signature);
  const { documentId } = await ports.documents.put(order.caseId, seal, 'application/octet-stream');
  return { documentId, sha256: createHash('sha256').update(seal).digest('hex'), origin };
}

/** Its order knows of it only once it is issued. */
export async function ofOrder(serial: string, { certificateOf }: SealPorts): Promise<IssuedCertificate> {
  const issued = await certificateOf(serial);
  if (issued === null) throw new Error(`certificate ${serial} is not issued`);
  return issued;
}

async function pictureFor(
  { impression, formDocumentId, nameCn }: SealOrder,
  { documents, pictureOf }: SealPorts,
): Promise<PicturedSeal> {
  const form = sealWanted(await readSubmittedForm(documents, formDocumentId));
  return pictureOf({ nameCn, form, impression: impression === null ? null : await documents.get(impression) });
}

/** The form's own word where it is one that the rules know; else what the kind of enterprise calls for. */
function sealWanted(form: SubmittedForm | null): { readonly shape: SealShape; readonly sizeMm?: number } {
  const shape = sealShapeOf(form?.enterpriseType ?? '');
  if (form === null) return { shape };
  if (form.seal.shape === 'oval') return { shape: 'foreign-invested' };
  const round = shape === 'foreign-invested' ? 'limited-company' : shape;
  const { widthMm } = form.seal;
  return widthMm >= 30 && widthMm <= 45 ? { shape: round, sizeMm: widthMm } : { shape: round };
}
