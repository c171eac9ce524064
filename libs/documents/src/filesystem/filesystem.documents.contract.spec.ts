import { openSqlitePersonalData } from '@ekey/personal-data/sqlite';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeDocumentsContract, type DocumentsUnderTest } from '../documents.contract';
import { DocumentHeld } from '../documents.port';
import { openFilesystemDocuments, type FilesystemDocuments } from './filesystem.documents';

const caseId = '8b5d4a5e-6d3f-4a7e-9a10-000000000001';
const scan = Buffer.from('the scan of a business licence');

async function make(): Promise<DocumentsUnderTest & { folder: string; open: () => Promise<FilesystemDocuments> }> {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'documents-')), 'documents');
  const secrets = { masterKey: Buffer.alloc(32, 1), indexKey: Buffer.alloc(32, 2) };
  const personalData = await openSqlitePersonalData({ file: ':memory:', tombstonesFile: ':memory:', ...secrets });
  let now = '2026-03-02T01:00:00.000Z';
  const open = (): Promise<FilesystemDocuments> =>
    openFilesystemDocuments({ folder, personalData, clock: { now: () => now } });
  return {
    folder,
    open,
    personalData,
    documents: await open(),
    reopen: open,
    now: () => now,
    reach: async (instant) => void (now = instant),
    stored: (documentId) => readFile(path.join(folder, documentId)),
    overwrite: (documentId, bytes) => writeFile(path.join(folder, documentId), bytes),
    dispose: async () => {
      await personalData.close();
      rmSync(path.dirname(folder), { recursive: true });
    },
  };
}

describeDocumentsContract('filesystem', make);

describe('the folder of documents', () => {
  let under: Awaited<ReturnType<typeof make>>;
  beforeEach(async () => {
    under = await make();
  });
  afterEach(() => under.dispose());

  it('is readable by its owner alone', async () => {
    const { documentId } = await under.documents.put(caseId, scan, 'image/jpeg');
    expect(statSync(under.folder).mode & 0o077).toBe(0);
    expect(statSync(path.join(under.folder, documentId)).mode & 0o077).toBe(0);
  });

  it('loses at the next start what a kill between writing and naming has left', async () => {
    writeFileSync(path.join(under.folder, '.incoming', 'half'), 'half a scan');
    const { documentId } = await (await under.open()).put(caseId, scan, 'image/jpeg');
    expect(readdirSync(path.join(under.folder, '.incoming'))).toEqual([]);
    expect(await under.documents.get(documentId)).toEqual(scan);
  });

  it('keeps no draft of a document that could not be named', async () => {
    writeFileSync(path.join(under.folder, caseId), 'a file where the folder of the case should be');
    await expect(under.documents.put(caseId, scan, 'image/jpeg')).rejects.toThrow('ENOTDIR');
    expect(readdirSync(path.join(under.folder, '.incoming'))).toEqual([]);
  });

  it.each([['not json'], [''], ['{"retainUntil":"soon"}'], ['{}']])(
    'bars removal under a marker that says %j',
    async (marker) => {
      const { documentId } = await under.documents.put(caseId, scan, 'image/jpeg');
      writeFileSync(path.join(under.folder, caseId, 'retention.json'), marker);
      await expect(under.documents.remove(documentId)).rejects.toThrow(DocumentHeld);
    },
  );

  it('keeps a large scan as it keeps a small one, and nothing at all', async () => {
    for (const bytes of [Buffer.alloc(1_048_576, 'scan'), Buffer.alloc(0)]) {
      const { documentId } = await under.documents.put(caseId, bytes, 'image/jpeg');
      expect(await under.documents.get(documentId)).toEqual(bytes);
    }
  });

  it('writes a page once that is brought twice at once, and tells both when it is on disk', async () => {
    let sealed = 0;
    const { personalData, folder } = under;
    const counting: Pick<typeof personalData, 'sealBytes' | 'openBytes'> = {
      openBytes: (...given) => personalData.openBytes(...given),
      sealBytes: (...given) => {
        sealed += 1;
        return personalData.sealBytes(...given);
      },
    };
    const documents = await openFilesystemDocuments({ folder, personalData: counting });
    const put = async () => documents.get((await documents.put(caseId, scan, 'image/jpeg')).documentId);
    expect(await Promise.all([put(), put()])).toEqual([scan, scan]);
    expect(sealed).toBe(1);
  });

  it('lists its documents and nothing else', async () => {
    const documents = await under.open();
    const one = await documents.put(caseId, scan, 'image/jpeg');
    const two = await documents.put(caseId, Buffer.from('another'), 'image/png');
    await documents.hold(caseId);
    const ids: string[] = [];
    for await (const id of documents.documentIds()) ids.push(id);
    expect(ids).toEqual([one.documentId, two.documentId].sort());
  });

  it('is refused where a file stands in its place, naming it', async () => {
    const file = path.join(path.dirname(under.folder), 'file');
    writeFileSync(file, '');
    await expect(openFilesystemDocuments({ folder: file, personalData: under.personalData })).rejects.toMatchObject({
      name: 'UnreadableStore',
      file,
    });
  });
});
