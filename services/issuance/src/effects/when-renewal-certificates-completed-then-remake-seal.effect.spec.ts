import { createHash, generateKeyPairSync } from 'node:crypto';
import { recorded } from '@ekey/kernel/testing';
import { assembleCertificate, buildTbsCertificate, isRefusal, issuerOf, parseSeal, type CertificateAuthority } from '@ekey/pki'; // prettier-ignore
import { memoryViews } from '@ekey/views/testing';
import { exampleAuthority, places } from '../testing/example-authority';
import { completed, notAfter, notBefore, now, renewalId, serials, subject } from '../testing/example-renewal';
import { approvedRenewals } from '../views/approved-renewals.view';
import { pictureOf, type WantedSeal } from './seal-picture-of';
import { whenRenewalCertificatesCompletedThenRemakeSeal as effect } from './when-renewal-certificates-completed-then-remake-seal.effect';

type Use = 'signing' | 'encryption';
let authority: CertificateAuthority;
let views: ReturnType<typeof memoryViews>;
const issued = new Map<Use, Buffer>();

beforeAll(async () => {
  authority = await exampleAuthority();
  views = memoryViews();
  await views.open([approvedRenewals]);
  for (const use of ['signing', 'encryption'] as const) issued.set(use, await certified(use));
});

async function certified(use: Use): Promise<Buffer> {
  const tbs = buildTbsCertificate({
    ...{ ...places, serial: serials[use], profile: use, issuer: issuerOf(authority.certificateChain().issuing) },
    ...{ subject: { ...subject, commonName: subject.organisationName }, uscc: '91310000MA1FL4QT9X' },
    spki: generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'der' }),
    ...{ keyNumber: 'EK26000001', notBefore: new Date(notBefore), notAfter: new Date(notAfter) },
  });
  return assembleCertificate(tbs, await authority.signTbs(tbs)).der;
}
async function certificateOf(serial: string) {
  const certificate = issued.get(serial === serials.signing ? 'signing' : 'encryption');
  return certificate === undefined ? null : { certificate, notBefore, notAfter, isReleased: true };
}

const form = {
  registeredAddress: '上海市',
  enterpriseType: '有限责任公司',
  agent: { name: '张三', idType: 'residentIdentityCard', idNumber: '1' },
  seal: { shape: 'round', widthMm: 40 },
};

const confirmation = `${renewalId}/seal-confirmation`;

/** Review has told of the approval. */
async function approvedAs(sealImpressionUsable: boolean) {
  const approval = { caseId: renewalId, kind: 'renewal', sealImpressionUsable };
  const documents = [{ slot: 'seal-confirmation', pages: [{ image: { documentId: confirmation } }] }];
  const fact = { type: 'review.ApplicationReVerified.v1', data: { ...approval, documents } };
  await views.apply(approvedRenewals, [recorded(fact, { stream: `review.Review-${renewalId}`, revision: revision++ })]);
}
let revision = 0;

function desk(put?: () => Promise<never>) {
  const kept = new Map<string, Buffer>([[`${renewalId}/form`, Buffer.from(JSON.stringify(form))]]);
  const documents = {
    get: async (id: string) => kept.get(id) ?? null,
    put: async (of: string, bytes: Buffer) => {
      if (put !== undefined) return put();
      const documentId = `${of}/${createHash('sha256').update(bytes).digest('hex')}`;
      kept.set(documentId, bytes);
      return { documentId };
    },
  } as never;
  return {
    kept,
    ports: { authority, views, certificateOf, clock: { now: () => now }, pictureOf, documents, vendorId: 'EKEY' },
  };
}
const fact = recorded(completed, { stream: `issuance.RenewalOrder-${renewalId}` });

describe('when both certificates of a renewal are complete then remake the seal', () => {
  it('waits for another try where the approval was not heard of yet', async () => {
    const { ports } = desk();
    const unheard = { ...ports, views: { get: async (view: { name: string }, ...rest: []) => (view.name === approvedRenewals.name ? null : (views.get as (...given: unknown[]) => unknown)(view, ...rest)) } } as never; // prettier-ignore
    await expect(effect.act(fact, unheard)).rejects.toThrow('was not heard of');
    await approvedAs(false);
  });
  it('reports certificates, chain and a seal that lists exactly the new signing certificate', async () => {
    const { kept, ports } = desk();
    const report = await effect.act(fact, ports);
    expect(report?.data).toMatchObject({
      certificates: {
        signing: { serial: serials.signing, notBefore, notAfter },
        encryption: { serial: serials.encryption },
      },
      chain: [authority.certificateChain().issuing, authority.certificateChain().root],
    });
    const seal = parseSeal(kept.get(report?.data.seal.documentId ?? '') ?? Buffer.alloc(0));
    if (isRefusal(seal)) throw new Error(seal.rejected);
    expect(seal.certificates).toEqual([issued.get('signing')]);
  });
  it('makes the very same again, and fails as a whole where the store does', async () => {
    const [one, other] = [desk(), desk()];
    expect(await effect.act(fact, one.ports)).toEqual(await effect.act(fact, other.ports));
    const broken = desk(() => Promise.reject(new Error('the store does not answer')));
    await expect(effect.act(fact, broken.ports)).rejects.toThrow('the store does not answer');
  });
  it('cuts the picture from the scan of the new 确认函 where the reviewer found the impression usable', async () => {
    await approvedAs(true);
    const { kept, ports } = desk();
    kept.set(confirmation, Buffer.from('the scan'));
    const wanted: WantedSeal[] = [];
    const drawing = (asked: WantedSeal) => {
      wanted.push(asked);
      return pictureOf({ ...asked, impression: null });
    };
    await effect.act(fact, { ...ports, pictureOf: drawing });
    expect(wanted.map(({ impression }) => impression?.toString())).toEqual(['the scan']);
  });
});
