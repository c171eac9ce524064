import { caseKey } from '@ekey/kernel';
import { openSqlitePersonalData, type SqlitePersonalData } from '@ekey/personal-data/sqlite';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openFilesystemDocuments, type FilesystemDocuments } from './filesystem.documents';
import { inspectDocuments } from './inspect-documents';

const ONE = '8b5d4a5e-6d3f-4a7e-9a10-000000000001';
const OTHER = '8b5d4a5e-6d3f-4a7e-9a10-000000000002';
let folder: string;
let personalData: SqlitePersonalData;
let documents: FilesystemDocuments;

beforeEach(async () => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'documents-')), 'documents');
  const secrets = { masterKey: Buffer.alloc(32, 1), indexKey: Buffer.alloc(32, 2) };
  personalData = await openSqlitePersonalData({ file: ':memory:', tombstonesFile: ':memory:', ...secrets });
  documents = await openFilesystemDocuments({ folder, personalData });
});
afterEach(async () => {
  await personalData.close();
  rmSync(path.dirname(folder), { recursive: true });
});

const put = async (caseId: string, text: string): Promise<string> =>
  (await documents.put(caseId, Buffer.from(text), 'image/jpeg')).documentId;

it('finds nothing wrong with what was put there, nor with what was erased', async () => {
  await put(ONE, 'a scan');
  await put(OTHER, 'another scan');
  await personalData.erase(caseKey(OTHER), '2026-03-02T01:00:00.000Z');
  expect(await inspectDocuments(folder, personalData)).toEqual({ store: folder, records: 2, faults: [] });
});

it('names every document that is not the one that was put there', async () => {
  await put(ONE, 'a scan');
  const changed = await put(ONE, 'a scan that is changed');
  writeFileSync(path.join(folder, changed), 'something else');
  const { records, faults } = await inspectDocuments(folder, personalData);
  expect(records).toBe(2);
  expect(faults).toEqual([expect.stringContaining(path.join(folder, changed))]);
});

it('says so where the key of a document is missing', async () => {
  const id = await put(ONE, 'a scan');
  const others = {
    sealBytes: personalData.sealBytes,
    openBytes: () => Promise.reject(new Error('the key is missing')),
  };
  expect((await inspectDocuments(folder, others)).faults).toEqual([`${path.join(folder, id)}: the key is missing`]);
});

it('names every document that must be there and is not', async () => {
  const [kept, gone] = [await put(ONE, 'a scan'), await put(ONE, 'a scan that is lost')];
  await documents.remove(gone);
  expect((await inspectDocuments(folder, personalData, [kept, gone])).faults).toEqual([
    `${path.join(folder, gone)}: is missing`,
  ]);
});

it('says so where the folder is gone', async () => {
  const gone = path.join(folder, 'gone');
  expect((await inspectDocuments(gone, personalData)).faults).toEqual([expect.stringContaining(gone)]);
});

it('leaves alone what is just being written', async () => {
  writeFileSync(path.join(folder, '.incoming', 'half'), 'half a scan');
  await inspectDocuments(folder, personalData);
  expect(readdirSync(path.join(folder, '.incoming'))).toEqual(['half']);
});
