import { createHash, generateKeyPairSync } from 'node:crypto';
import type { Documents } from '@ekey/documents';
import { recorded } from '@ekey/kernel/testing';
import {
  assembleCertificate,
  buildTbsCertificate,
  isRefusal,
  issuerOf,
  parseSeal,
  sealPicture,
  verifySeal,
  type CertificateAuthority,
} from '@ekey/pki';
import { memoryViews } from '@ekey/views/testing';
import sharp from 'sharp';
import type { CertificatesCompleted } from '../key-order/key-order.events';
import { exampleAuthority, places } from '../testing/example-authority';
import { caseId, nameCn, ofCase, seal as stored, serialOf, tokenOf, validity } from '../testing/example-order';
import { pictureOf, SealNotDrawable } from './seal-picture-of';
import type { SealPorts } from './made-seal';
import { whenCertificatesCompletedThenMakeSeal as effect } from './when-certificates-completed-then-make-seal.effect';

const signing = serialOf('signing');
let authority: CertificateAuthority;
let certificate: Buffer;
const views = memoryViews();

beforeAll(async () => {
  authority = await exampleAuthority();
  const tbs = buildTbsCertificate({
    ...places,
    serial: signing,
    profile: 'signing',
    issuer: issuerOf(authority.certificateChain().issuing),
    subject: { provinceName: '广东省', localityName: '深圳市', organisationName: nameCn, commonName: nameCn },
    uscc: ofCase.uscc,
    spki: generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'der' }),
    keyNumber: tokenOf(1),
    notBefore: new Date(validity.notBefore),
    notAfter: new Date(validity.notAfter),
  });
  certificate = assembleCertificate(tbs, await authority.signTbs(tbs)).der;
});

const certificateOf = async (serial: string) =>
  serial === signing ? { certificate, ...validity, isReleased: true } : null;

class ShelfOfDocuments {
  readonly kept = new Map<string, Buffer>();
  async put(of: string, bytes: Buffer) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.kept.set(`${of}/${sha256}`, bytes);
    return { documentId: `${of}/${sha256}`, sha256, type: 'x', size: bytes.length };
  }
  async get(id: string): Promise<Buffer | null> {
    return this.kept.get(id) ?? null;
  }
}
const form = (change: object = {}) => ({
  registeredAddress: '深圳市',
  enterpriseType: '有限责任公司',
  agent: { name: '张三', idType: 'residentIdentityCard', idNumber: '1' },
  seal: { name: nameCn, type: 'official', shape: 'round', widthMm: 40, heightMm: 40 },
  ...change,
});
function desk(submitted: object | null = form(), scan?: Buffer): { shelf: ShelfOfDocuments; ports: SealPorts } {
  const shelf = new ShelfOfDocuments();
  if (submitted !== null) shelf.kept.set(`${caseId}/form`, Buffer.from(JSON.stringify(submitted)));
  if (scan !== undefined) shelf.kept.set(`${caseId}/scan`, scan);
  const clock = { now: () => '2026-03-02T02:00:30.000Z' };
  return {
    shelf,
    ports: {
      authority,
      views,
      clock,
      certificateOf,
      pictureOf,
      documents: shelf as unknown as Documents,
      vendorId: 'EKEY',
    },
  };
}
const completed = (change: Partial<CertificatesCompleted['data']> = {}) =>
  recorded(
    {
      type: 'CertificatesCompleted',
      data: {
        ...{ ...ofCase, attempt: 1, tokenSerial: tokenOf(1), nameCn, ...validity },
        certificates: { signing, encryption: serialOf('encryption') },
        formDocumentId: `${caseId}/form`,
        impression: null,
        completedAt: '2026-03-02T02:00:20.000Z',
        ...change,
      },
    } satisfies CertificatesCompleted,
    { stream: `issuance.KeyOrder-${caseId}` },
  );
/** A page with the impression of a seal on it. */
async function scannedConfirmation(): Promise<Buffer> {
  const drawn = await sealPicture({ enterpriseName: nameCn, shape: 'limited-company' });
  if (isRefusal(drawn)) throw new Error(drawn.rejected);
  const page = sharp({ create: { width: 2480, height: 3508, channels: 3, background: '#ffffff' } });
  return page
    .composite([{ input: drawn.png, left: 900, top: 1800 }])
    .jpeg({ quality: 90 })
    .toBuffer();
}
const picture = (shelf: ShelfOfDocuments, id: string | undefined) => {
  const seal = parseSeal(shelf.kept.get(id ?? '') ?? Buffer.alloc(0));
  if (isRefusal(seal)) throw new Error(seal.rejected);
  return seal.picture;
};

describe('the seal of a key', () => {
  it('is bound to the signing certificate, signed by the maker, and lives as long as the certificate', async () => {
    const { shelf, ports } = desk();
    const report = await effect.act(completed(), ports);
    const bytes = shelf.kept.get(report?.data.documentId ?? '') as Buffer;
    expect(report).toMatchObject({
      type: 'RecordSeal',
      data: {
        attempt: 1,
        sealId: `${ofCase.uscc}-${tokenOf(1)}`,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        picture: 'drawn',
      },
    });
    const { issuing, root } = authority.certificateChain();
    const verdict = verifySeal(bytes, {
      trustedRoots: root,
      intermediates: issuing,
      at: new Date('2026-06-01T00:00:00.000Z'),
      signerCertificate: certificate,
    });
    expect(verdict).toMatchObject({ valid: true, seal: { name: nameCn, validUntil: new Date(validity.notAfter) } });
    expect(stored.sha256).not.toBe(report?.data.sha256);
  });
  it('is the same seal, and the same document, when it is made again', async () => {
    const { shelf, ports } = desk();
    const [first, second] = [await effect.act(completed(), ports), await effect.act(completed(), ports)];
    expect(second).toEqual(first);
    expect(shelf.kept.size).toBe(2);
  });
  it.each([
    [{ seal: { shape: 'round', widthMm: 42 } }, 42, 42],
    [{ seal: { shape: 'oval', widthMm: 45 } }, 45, 30],
    [{ enterpriseType: '外商投资企业', seal: { shape: 'round', widthMm: 38 } }, 38, 38],
    [{ seal: { shape: 'round', widthMm: 99 } }, 40, 40],
  ])('has the form that was asked for: %j', async (change, widthMm, heightMm) => {
    const { shelf, ports } = desk(form(change));
    const report = await effect.act(completed(), ports);
    expect(picture(shelf, report?.data.documentId)).toMatchObject({ widthMm, heightMm });
  });
  it('is drawn by the usual form where the form was erased', async () => {
    const { shelf, ports } = desk(null);
    const report = await effect.act(completed(), ports);
    expect(picture(shelf, report?.data.documentId)).toMatchObject({ widthMm: 40, heightMm: 40 });
  });
  it('takes the impression from the scanned 确认函 where the reviewer found it usable', async () => {
    const { ports } = desk(form(), await scannedConfirmation());
    expect((await effect.act(completed({ impression: `${caseId}/scan` }), ports))?.data.picture).toBe('impression');
  });
  it('is drawn where no impression can be cut out', async () => {
    const { ports } = desk(form(), Buffer.from('not an image'));
    expect((await effect.act(completed({ impression: `${caseId}/scan` }), ports))?.data.picture).toBe('drawn');
    expect((await effect.act(completed({ impression: `${caseId}/gone` }), ports))?.data.picture).toBe('drawn');
  });
  it('waits for a person where the name cannot be drawn either', async () => {
    const { ports } = desk();
    await expect(effect.act(completed({ nameCn: '\u{3134A}公司' }), ports)).rejects.toThrow(SealNotDrawable);
  });
});
