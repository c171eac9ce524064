import { createHash } from 'node:crypto';
import type { Effect } from '@ekey/kernel';
import type { ViewStore } from '@ekey/views';
import type { RecordRenewalMade } from '../renewal-order/renewal-order.commands';
import type { MadeCertificate, RenewalCertificatesCompleted } from '../renewal-order/renewal-order.events';
import { approvedRenewals } from '../views/approved-renewals.view';
import { madeSeal, ofOrder, type SealPorts } from './made-seal';

/** GM/T 0031 §6.2.2: a seal lists the exact certificate, so that a renewed one needs another. All of it goes out together. */
export const whenRenewalCertificatesCompletedThenRemakeSeal: Effect<
  RenewalCertificatesCompleted,
  RecordRenewalMade,
  SealPorts
> = {
  name: 'when-renewal-certificates-completed-then-remake-seal',
  on: ['RenewalCertificatesCompleted'],
  act: async ({ data }, ports) => {
    const { attempt, caseId, uscc, tokenSerial } = data;
    // A key is renewed more than once, and an attempt may be lost: each has a seal of its own.
    const sealId = `${uscc}-${tokenSerial}-${caseId.slice(0, 8)}-${attempt}`;
    const impression = await approvedImpression(caseId, ports.views);
    const wanted = { ...data, sealId, signingSerial: data.certificates.signing, impression };
    const { documentId, sha256 } = await madeSeal(wanted, ports);
    const [signing, encryption] = await Promise.all([
      made(data.certificates.signing, ports),
      made(data.certificates.encryption, ports),
    ]);
    const { issuing, root } = ports.authority.certificateChain();
    const seal = { sealId, documentId, sha256 };
    return {
      type: 'RecordRenewalMade',
      data: { attempt, certificates: { signing, encryption }, chain: [issuing, root], seal, now: ports.clock.now() },
    };
  },
};

/** Review tells issuance of the approval itself; that may come later than what the approval has led to. */
async function approvedImpression(caseId: string, views: ViewStore): Promise<string | null> {
  const approved = await views.get(approvedRenewals, caseId, { service: 'review', revision: 0 });
  if (approved === null) throw new Error(`the approval of renewal ${caseId} was not heard of`);
  return approved.impression;
}

async function made(serial: string, ports: SealPorts): Promise<MadeCertificate> {
  const { certificate, notBefore, notAfter } = await ofOrder(serial, ports);
  const sha256 = createHash('sha256').update(certificate).digest('hex');
  return { serial, certificate: certificate.toString('base64'), sha256, notBefore, notAfter };
}
