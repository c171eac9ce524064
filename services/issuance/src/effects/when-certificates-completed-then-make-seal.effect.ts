import { createHash } from 'node:crypto';
import type { Documents } from '@ekey/documents';
import type { Clock, Effect, Recorded } from '@ekey/kernel';
import {
  assembleSeal,
  buildSealInfo,
  SEAL_SIGNATURE_ALGORITHM,
  sealShapeOf,
  type CertificateAuthority,
  type SealShape,
} from '@ekey/pki';
import type { ViewStore } from '@ekey/views';
import type { RecordSeal } from '../key-order/key-order.commands';
import type { CertificatesCompleted } from '../key-order/key-order.events';
import { certificates } from '../views/certificates.view';
import type { PicturedSeal, WantedSeal } from './seal-picture-of';
import { readSubmittedForm, type SubmittedForm } from './submitted-form';

export interface SealPorts {
  readonly authority: CertificateAuthority;
  readonly clock: Clock;
  readonly documents: Documents;
  readonly views: ViewStore;
  readonly pictureOf: (wanted: WantedSeal) => Promise<PicturedSeal>;
  /** The maker of the seal as the seal names him, ASCII. */
  readonly vendorId: string;
}

/** The seal of the enterprise (GB/T 38540), bound to the signing certificate of this key and signed by the provider's maker certificate. */
export const whenCertificatesCompletedThenMakeSeal: Effect<CertificatesCompleted, RecordSeal, SealPorts> = {
  name: 'when-certificates-completed-then-make-seal',
  on: ['CertificatesCompleted'],
  act: async (fact, ports) => {
    const { data } = fact;
    const signing = await signingCertificate(data.certificates.signing, ports.views);
    const { picture, origin } = await pictureFor(data, ports);
    const sealId = sealIdOf(data);
    // Every time in it is the fact's: made again, it is the same seal and the same document.
    const info = buildSealInfo({
      sealId,
      vendorId: ports.vendorId,
      name: data.nameCn,
      certificates: [signing],
      createdAt: new Date(data.completedAt),
      validFrom: new Date(data.notBefore),
      validUntil: new Date(data.notAfter),
      picture: { type: 'PNG', data: picture.png, widthMm: picture.widthMm, heightMm: picture.heightMm },
    });
    const signature = await ports.authority.signSeal(info);
    const seal = assembleSeal(info, ports.authority.sealMakerCertificate(), SEAL_SIGNATURE_ALGORITHM, signature);
    const { documentId } = await ports.documents.put(data.caseId, seal, 'application/octet-stream');
    const sha256 = createHash('sha256').update(seal).digest('hex');
    const { attempt } = data;
    return {
      type: 'RecordSeal',
      data: { attempt, sealId, documentId, sha256, picture: origin, now: ports.clock.now() },
    };
  },
};

type Completed = Recorded<CertificatesCompleted>['data'];

/** Unique for ever, since a token carries one seal in its life. */
const sealIdOf = ({ uscc, tokenSerial }: Completed): string => `${uscc}-${tokenSerial}`;

async function signingCertificate(serial: string, views: ViewStore): Promise<Buffer> {
  // Revision 2: reserved, prepared, issued. The order knows of it only after that.
  const status = await views.get(certificates, serial, { service: 'issuance', revision: 2 });
  const certificate = status?.certificate ?? null;
  if (certificate === null) throw new Error(`certificate ${serial} is not issued`);
  return Buffer.from(certificate, 'base64');
}

async function pictureFor(
  { impression, formDocumentId, nameCn }: Completed,
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
