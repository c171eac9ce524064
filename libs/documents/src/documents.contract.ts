import { caseKey } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { createHash, randomUUID } from 'node:crypto';
import { DocumentBroken, DocumentHeld, DocumentMissing, sha256Of, type Documents } from './documents.port';

/** An open store over the keys given to it, and what may happen to it from outside. */
export interface DocumentsUnderTest {
  readonly documents: Documents;
  readonly personalData: PersonalData;
  /** Opens it again as a new process would, over the same keys. */
  readonly reopen: () => Promise<Documents>;
  /** The time that the store goes by. */
  readonly now: () => string;
  /** Resolves when that instant has come. */
  readonly reach: (instant: string) => Promise<void>;
  /** The bytes as they are stored. */
  readonly stored: (documentId: string) => Promise<Buffer>;
  /** Overwrites the stored bytes behind the store's back. */
  readonly overwrite: (documentId: string, bytes: Buffer) => Promise<void>;
  readonly dispose: () => Promise<void>;
}

const aCase = '8b5d4a5e-6d3f-4a7e-9a10-000000000001';
const scan = Buffer.from('the scan of a business licence');
const JPEG = 'image/jpeg';

/** What every store of documents must do. */
export function describeDocumentsContract(name: string, make: () => Promise<DocumentsUnderTest>): void {
  describe(`documents (${name})`, () => {
    let under: DocumentsUnderTest;
    let documents: Documents;
    let first: string;
    let second: string;
    /** Whole seconds, which is all that some servers know. */
    const inSeconds = (seconds: number): string =>
      new Date((Math.ceil(Date.parse(under.now()) / 1000) + seconds) * 1000).toISOString();
    beforeEach(async () => {
      under = await make();
      documents = under.documents;
      [first, second] = [randomUUID(), randomUUID()];
    });
    afterEach(() => under.dispose());

    describe('putting a document', () => {
      it('names it by its case and the digest of its bytes', async () => {
        const sha256 = createHash('sha256').update(scan).digest('hex');
        expect(await documents.put(first, scan, JPEG)).toEqual({
          documentId: `${first}/${sha256}`,
          type: JPEG,
          size: scan.length,
        });
      });

      it('gives back the same bytes, in this process and the next', async () => {
        for (const bytes of [scan, Buffer.alloc(0), Buffer.alloc(1 << 20, 9)]) {
          const { documentId } = await documents.put(first, bytes, JPEG);
          expect((await documents.get(documentId))?.equals(bytes)).toBe(true);
          expect((await (await under.reopen()).get(documentId))?.equals(bytes)).toBe(true);
        }
      });

      it('stores nothing in clear', async () => {
        const { documentId } = await documents.put(first, scan, JPEG);
        expect((await under.stored(documentId)).includes('business licence')).toBe(false);
      });

      it('takes the same bytes of the same case for one document, and does not write it again', async () => {
        const { documentId } = await documents.put(first, scan, JPEG);
        const stored = await under.stored(documentId);
        const again = await Promise.all([documents.put(first, scan, JPEG), documents.put(first, scan, JPEG)]);
        expect(again.map((each) => each.documentId)).toEqual([documentId, documentId]);
        expect((await under.stored(documentId)).equals(stored)).toBe(true);
      });

      it('keeps the same bytes of two cases apart', async () => {
        const one = await documents.put(first, scan, JPEG);
        const two = await documents.put(second, scan, JPEG);
        await documents.remove(one.documentId);
        await expect(documents.get(one.documentId)).rejects.toThrow(DocumentMissing);
        expect(await documents.get(two.documentId)).toEqual(scan);
      });

      it.each([['../outside'], ['..'], [''], ['a/b'], [aCase.toUpperCase()], [`${aCase}\0`], [`${aCase}\n`]])(
        'refuses %j as the id of a case',
        async (caseId) => {
          await expect(documents.put(caseId, scan, JPEG)).rejects.toThrow(RangeError);
          await expect(documents.hold(caseId)).rejects.toThrow(RangeError);
          await expect(documents.retainUntil(caseId, '2031-01-01T00:00:00.000Z')).rejects.toThrow(RangeError);
        },
      );
    });

    describe('getting a document', () => {
      const digest = 'a'.repeat(64);

      it.each([
        [`${aCase}/${digest}`],
        [`${aCase}/../${aCase}/${digest}`],
        [`../${digest}`],
        ['/etc/passwd'],
        [aCase],
        [`${aCase}/`],
        [`${aCase}/retention.json`],
        [`${aCase}/${digest.toUpperCase()}`],
        [`${aCase}/${digest}/`],
        [''],
      ])('finds nothing under %j', async (documentId) => {
        await documents.put(second, scan, JPEG);
        await expect(documents.get(documentId)).rejects.toThrow(DocumentMissing);
      });

      it('answers null once the key of the case is destroyed', async () => {
        const { documentId } = await documents.put(first, scan, JPEG);
        await under.personalData.erase(caseKey(first), under.now());
        expect(await documents.get(documentId)).toBeNull();
        expect(await (await under.reopen()).get(documentId)).toBeNull();
      });

      it('refuses bytes of which a single bit was changed, or that were cut or emptied', async () => {
        const { documentId } = await documents.put(first, scan, JPEG);
        const stored = await under.stored(documentId);
        const changed = Buffer.from(stored);
        changed.writeUInt8(changed.readUInt8(15) ^ 1, 15);
        for (const damaged of [changed, stored.subarray(0, stored.length - 1), Buffer.alloc(0)]) {
          await under.overwrite(documentId, damaged);
          await expect(documents.get(documentId)).rejects.toThrow(DocumentBroken);
        }
      });

      it('refuses a document in the place of another, of the same case or of another one', async () => {
        const { documentId } = await documents.put(first, scan, JPEG);
        const sameCase = await documents.put(first, Buffer.from('another scan'), JPEG);
        const otherCase = await documents.put(second, scan, JPEG);
        for (const other of [sameCase, otherCase]) {
          await under.overwrite(documentId, await under.stored(other.documentId));
          await expect(documents.get(documentId)).rejects.toThrow(DocumentBroken);
        }
      });

      it('refuses well-sealed bytes that are not those of the name', async () => {
        const { documentId } = await documents.put(first, scan, JPEG);
        await under.overwrite(
          documentId,
          await under.personalData.sealBytes(caseKey(first), sha256Of(documentId), Buffer.from('forged')),
        );
        await expect(documents.get(documentId)).rejects.toThrow(DocumentBroken);
      });
    });

    describe('removing a document', () => {
      it('removes it for good, and may be repeated', async () => {
        const { documentId } = await documents.put(first, scan, JPEG);
        await documents.remove(documentId);
        await documents.remove(documentId);
        await expect(documents.get(documentId)).rejects.toThrow(DocumentMissing);
        await expect((await under.reopen()).get(documentId)).rejects.toThrow(DocumentMissing);
      });

      it('is refused under a hold, for the documents that come later too', async () => {
        const { documentId } = await documents.put(first, scan, JPEG);
        await documents.hold(first);
        await documents.hold(first);
        const later = await documents.put(first, Buffer.from('later'), JPEG);
        for (const id of [documentId, later.documentId])
          await expect(documents.remove(id)).rejects.toThrow(DocumentHeld);
        await expect((await under.reopen()).remove(documentId)).rejects.toThrow(DocumentHeld);
        expect(await documents.get(documentId)).toEqual(scan);
      });

      it('is not refused for another case than the one that is held', async () => {
        await documents.hold(second);
        const { documentId } = await documents.put(first, scan, JPEG);
        await expect(documents.remove(documentId)).resolves.toBeUndefined();
      });

      it('is refused up to the end of the retention, and not from then on', async () => {
        const { documentId } = await documents.put(first, scan, JPEG);
        await documents.hold(first);
        const end = inSeconds(2);
        await documents.retainUntil(first, end);
        await expect(documents.remove(documentId)).rejects.toThrow(DocumentHeld);
        expect(await documents.get(documentId)).toEqual(scan);
        await under.reach(end);
        await expect(documents.remove(documentId)).resolves.toBeUndefined();
      });

      it('is not eased by a hold or an earlier date that comes once more', async () => {
        const { documentId } = await documents.put(first, scan, JPEG);
        const [early, end] = [inSeconds(1), inSeconds(3)];
        await documents.retainUntil(first, end);
        await documents.retainUntil(first, early);
        await documents.hold(first);
        await under.reach(early);
        await expect(documents.remove(documentId)).rejects.toThrow(DocumentHeld);
        await under.reach(end);
        await expect(documents.remove(documentId)).resolves.toBeUndefined();
      });

      it('is refused for what comes under a retention too', async () => {
        await documents.retainUntil(first, inSeconds(60));
        const { documentId } = await documents.put(first, scan, JPEG);
        await expect(documents.remove(documentId)).rejects.toThrow(DocumentHeld);
      });

      it('takes no date that is none', async () => {
        await expect(documents.retainUntil(first, 'tomorrow')).rejects.toThrow(RangeError);
      });
    });
  });
}
