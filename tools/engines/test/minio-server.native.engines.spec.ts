import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DocumentsUnavailable } from '@ekey/documents';
import { openMinioDocuments, type MinioDocuments } from '@ekey/documents/minio';
import { derivedId } from '@ekey/event-store';
import { openSqlitePersonalData, type SqlitePersonalData } from '@ekey/personal-data/sqlite';
import { EngineSet } from '../src';

const CASES = 6;
const MORE = 60;
const clock = { now: () => new Date().toISOString() };
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20);
}

/** A server of its own, which is killed here: the one that other specs share goes on. */
describe('a server of documents', () => {
  const data = mkdtempSync(path.join(tmpdir(), 'minio-outage-'));
  const engines = new EngineSet({ data, firstPort: 29_500 });
  const { url, ...credentials } = engines.address('minio');
  const bucket = 'ekey-documents';
  let personalData: SqlitePersonalData;
  let documents: MinioDocuments;

  beforeAll(async () => {
    const secrets = { masterKey: Buffer.alloc(32, 1), indexKey: Buffer.alloc(32, 2) };
    personalData = await openSqlitePersonalData({ file: ':memory:', tombstonesFile: ':memory:', ...secrets });
    const deadlines = { answer: 500 };
    documents = openMinioDocuments({ url, ...credentials, bucket, personalData, clock, deadlines });
  });
  afterAll(async () => {
    documents.close();
    await personalData.close();
    await engines.kill('minio');
    rmSync(data, { recursive: true });
  });

  it('is waited for, while it is away, by a service that starts first, which says what it waits for', async () => {
    await expect(documents.assertReachable()).rejects.toThrow(DocumentsUnavailable);
    const put = () => documents.put(derivedId('case', 0), Buffer.from('a scan'), 'image/jpeg');
    await expect(put()).rejects.toThrow(`documents at ${url}: to look at the bucket ${bucket}: cannot be reached`);

    await engines.start('minio');
    await documents.assertReachable();
    const { documentId } = await put();
    expect((await documents.get(documentId))?.toString()).toBe('a scan');
  });

  it('loses nothing that it has acknowledged when it is killed, and is gone on with where it comes back', async () => {
    const acknowledged = new Map<string, string>();
    let isPutting = true;
    // As a desk does: the next only when this one is acknowledged, and again until it is.
    const scan = async (caseNo: number): Promise<void> => {
      const caseId = derivedId('case', caseNo);
      for (let page = 1; isPutting;) {
        const text = `page ${page} of case ${caseNo}, ${'x'.repeat(page * 997)}`;
        const stored = await documents.put(caseId, Buffer.from(text), 'image/jpeg').catch((error: Error) => error);
        if (stored instanceof Error) expect(stored).toBeInstanceOf(DocumentsUnavailable);
        else {
          acknowledged.set(stored.documentId, text);
          page += 1;
        }
      }
    };
    const desks = Array.from({ length: CASES }, (_none, caseNo) => scan(caseNo));
    await until(() => acknowledged.size > MORE);
    await documents.hold(derivedId('case', 0));
    await engines.kill('minio');
    const beforeItCameBack = acknowledged.size;
    await sleep(1_000);
    await engines.start('minio');
    await until(() => acknowledged.size > beforeItCameBack + MORE);
    isPutting = false;
    await Promise.all(desks);

    for (const [documentId, text] of acknowledged) expect((await documents.get(documentId))?.toString()).toBe(text);
    expect(await documents.inspect(acknowledged.keys())).toMatchObject({ faults: [] });
    const held = [...acknowledged.keys()].filter((documentId) => documentId.startsWith(derivedId('case', 0)));
    for (const documentId of held) await expect(documents.remove(documentId)).rejects.toThrow('legal hold');
  });

  it('that comes back in the middle of a call is gone on with by that call', async () => {
    const patient = openMinioDocuments({
      url,
      ...credentials,
      bucket,
      personalData,
      clock,
      deadlines: { answer: 60_000 },
    });
    await patient.assertReachable();
    await engines.kill('minio');
    const putting = patient.put(derivedId('case', 'patient'), Buffer.from('a scan'), 'image/jpeg');
    await sleep(1_000);
    await engines.start('minio');
    expect((await patient.get((await putting).documentId))?.toString()).toBe('a scan');
    patient.close();
  });
});
