/** @engines minio */
import { caseKey } from '@ekey/kernel';
import { randomUUID } from 'node:crypto';
import { RETENTION_MODES } from 'minio';
import { MinioHouse, newBucket, now } from '../../test/minio-house';
import { DocumentBroken, DocumentHeld, DocumentMissing, DocumentsUnavailable, sha256Of } from '..';
import type { MinioDocuments } from '.';

const scan = Buffer.from('the scan of a business licence');
const JPEG = 'image/jpeg';
const bucket = newBucket();
const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();

let house: MinioHouse;
let documents: MinioDocuments;
let caseId: string;
beforeEach(async () => {
  house = await MinioHouse.open(process.env.EKEY_TEST_MINIO, bucket);
  documents = house.documents();
  caseId = randomUUID();
});
afterEach(() => house.close());

/** Whatever the server's own credentials can do to be rid of it. */
async function removeByForce(documentId: string): Promise<void> {
  for (const versionId of await house.versionIds(documentId))
    await house.client.removeObject(bucket, documentId, { versionId, governanceBypass: true });
}
const retainedUntil = async (documentId: string) =>
  (await house.client.getObjectRetention(bucket, documentId))?.retainUntilDate;
const isHeld = async (documentId: string): Promise<boolean> => {
  const status = await house.client.getObjectLegalHold(bucket, documentId).catch((error: { code?: string }) => {
    if (error.code === 'NoSuchObjectLockConfiguration') return { Status: 'OFF' };
    throw error;
  });
  return (status as { Status?: string }).Status === 'ON';
};
const retain = (documentId: string, retainUntilDate: string) =>
  house.client.putObjectRetention(bucket, documentId, {
    ...{ mode: RETENTION_MODES.COMPLIANCE, retainUntilDate, versionId: '', governanceBypass: true },
  });

describe('a document in its bucket', () => {
  it('is an object of its name and media type', async () => {
    const { documentId } = await documents.put(caseId, scan, JPEG);
    const { metaData, size } = await house.client.statObject(bucket, documentId);
    expect(metaData['content-type']).toBe(JPEG);
    expect(size).toBe((await house.stored(documentId)).length);
  });

  it('has one version, however many processes put it at once', async () => {
    const processes = Array.from({ length: 8 }, () => house.documents());
    const put = await Promise.all(processes.map((each) => each.put(caseId, scan, JPEG)));
    expect(new Set(put.map(({ documentId }) => documentId)).size).toBe(1);
    expect(await house.versionIds(put[0]!.documentId)).toHaveLength(1);
    expect(await documents.get(put[0]!.documentId)).toEqual(scan);
  });

  it('leaves nothing behind when it is removed, whatever was done to it before', async () => {
    const { documentId } = await documents.put(caseId, scan, JPEG);
    await house.overwrite(documentId, Buffer.from('altered'));
    await house.client.removeObject(bucket, documentId);
    expect(await house.versionIds(documentId)).toHaveLength(3);
    await documents.remove(documentId);
    expect(await house.versionIds(documentId)).toEqual([]);
  });

  it('can be put again after it was removed', async () => {
    const { documentId } = await documents.put(caseId, scan, JPEG);
    await documents.remove(documentId);
    await documents.put(caseId, scan, JPEG);
    expect(await documents.get(documentId)).toEqual(scan);
  });

  it('comes to light again by putting it where it was removed behind our back', async () => {
    const { documentId } = await documents.put(caseId, scan, JPEG);
    await house.client.removeObject(bucket, documentId);
    await expect(documents.get(documentId)).rejects.toThrow(DocumentMissing);
    await documents.put(caseId, scan, JPEG);
    expect(await documents.get(documentId)).toEqual(scan);
  });

  it('is not read where it is larger than anything of ours', async () => {
    const documentId = `${caseId}/${'a'.repeat(64)}`;
    await house.overwrite(documentId, Buffer.alloc(33 * 1024 * 1024));
    await expect(documents.get(documentId)).rejects.toThrow(DocumentBroken);
  });
});

describe('a legal hold', () => {
  it('withstands whoever has the credentials of the server', async () => {
    const { documentId } = await documents.put(caseId, scan, JPEG);
    await documents.hold(caseId);
    await expect(removeByForce(documentId)).rejects.toThrow('WORM');
    expect(await documents.get(documentId)).toEqual(scan);
  });

  it('does not count on the marker alone', async () => {
    const { documentId } = await documents.put(caseId, scan, JPEG);
    await documents.hold(caseId);
    await house.client.removeObject(bucket, `removal-bars/${caseId}`);
    await expect(documents.remove(documentId)).rejects.toThrow(DocumentHeld);
    expect(await documents.get(documentId)).toEqual(scan);
  });

  it('is completed where a process was killed between the marker and the locks', async () => {
    const { documentId } = await documents.put(caseId, scan, JPEG);
    const marker = Buffer.from('{"hold":true}');
    await house.overwrite(`removal-bars/${caseId}`, marker);
    await expect(documents.remove(documentId)).rejects.toThrow(DocumentHeld);
    await documents.hold(caseId);
    expect(await isHeld(documentId)).toBe(true);
  });

  it('is on a document that a repeated put completes', async () => {
    await documents.hold(caseId);
    const sha256 = sha256Of((await documents.put(randomUUID(), scan, JPEG)).documentId);
    const documentId = `${caseId}/${sha256}`;
    await house.overwrite(documentId, await house.personalData.sealBytes(caseKey(caseId), sha256, scan));
    await documents.put(caseId, scan, JPEG);
    expect(await isHeld(documentId)).toBe(true);
  });

  it('leaves out none of the documents that are put at the same moment', async () => {
    const texts = Array.from({ length: 24 }, (_none, index) => Buffer.from(`page ${index}`));
    const hold = house.documents();
    const [stored] = await Promise.all([
      Promise.all(texts.map((text) => documents.put(caseId, text, JPEG))),
      hold.hold(caseId),
      hold.hold(caseId),
    ]);
    for (const { documentId } of stored) expect([documentId, await isHeld(documentId)]).toEqual([documentId, true]);
  });

  it('is on every version of a document, so that what was put there stays under what came over it', async () => {
    const { documentId } = await documents.put(caseId, scan, JPEG);
    await house.overwrite(documentId, Buffer.from('altered'));
    await documents.hold(caseId);
    for (const versionId of await house.versionIds(documentId))
      await expect(house.client.removeObject(bucket, documentId, { versionId })).rejects.toThrow('WORM');
  });
});

describe('a retention', () => {
  it('replaces the hold, and withstands whoever has the credentials of the server', async () => {
    const { documentId } = await documents.put(caseId, scan, JPEG);
    await documents.hold(caseId);
    await documents.retainUntil(caseId, inSeconds(60));
    expect(await isHeld(documentId)).toBe(false);
    await expect(removeByForce(documentId)).rejects.toThrow('WORM');
    await expect(retain(documentId, inSeconds(5))).rejects.toThrow('WORM');
  });

  it('ends at a whole second, never before the instant that was asked for', async () => {
    const { documentId } = await documents.put(caseId, scan, JPEG);
    const second = inSeconds(60).slice(0, 19);
    await documents.retainUntil(caseId, `${second}.001Z`);
    expect(Date.parse((await retainedUntil(documentId)) ?? '')).toBe(Date.parse(`${second}Z`) + 1_000);
  });

  it('that has passed already lifts the hold and asks for nothing that the server would refuse', async () => {
    const { documentId } = await documents.put(caseId, scan, JPEG);
    await documents.hold(caseId);
    await documents.retainUntil(caseId, '2020-03-02T00:00:00.000Z');
    await expect(documents.remove(documentId)).resolves.toBeUndefined();
  });

  it('takes a longer one of the server for its own', async () => {
    const { documentId } = await documents.put(caseId, scan, JPEG);
    const retainUntilDate = `${inSeconds(90).slice(0, 19)}Z`;
    await retain(documentId, retainUntilDate);
    await documents.retainUntil(caseId, inSeconds(60));
    expect(Date.parse((await retainedUntil(documentId)) ?? '')).toBe(Date.parse(retainUntilDate));
  });

  it('of two at once, or with a hold, is the longest for all documents', async () => {
    const texts = Array.from({ length: 12 }, (_none, index) => Buffer.from(`page ${index}`));
    const stored = await Promise.all(texts.map((text) => documents.put(caseId, text, JPEG)));
    const seconds = [60, 120, 90];
    const until = seconds.map((each) => `${inSeconds(each).slice(0, 19)}Z`);
    const others = until.map(() => house.documents());
    await Promise.all([
      documents.hold(caseId),
      ...until.map((each, index) => others[index]!.retainUntil(caseId, each)),
    ]);
    for (const { documentId } of stored) {
      expect(Date.parse((await retainedUntil(documentId)) ?? '')).toBe(Date.parse(until[1]!));
      expect(await isHeld(documentId)).toBe(false);
    }
  });
});

describe('a bucket', () => {
  it('is made with object lock by the first of several processes that meet that it is missing', async () => {
    const fresh = newBucket();
    const processes = Array.from({ length: 4 }, () => house.documents({ bucket: fresh }));
    await Promise.all(processes.map((each) => each.assertReachable()));
    expect(await house.client.getObjectLockConfig(fresh)).toMatchObject({ objectLockEnabled: 'Enabled' });
    expect(await house.client.getBucketVersioning(fresh)).toMatchObject({ Status: 'Enabled' });
  });

  it('that was made without object lock is refused, since nothing could be held in it', async () => {
    const loose = newBucket();
    await house.client.makeBucket(loose);
    const refused = house.documents({ bucket: loose }).put(caseId, scan, JPEG);
    await expect(refused).rejects.toThrow(DocumentsUnavailable);
    await expect(refused).rejects.toThrow(`${loose}: the bucket was made without object lock`);
  });

  it('that was taken away is missed, named, and made again', async () => {
    const fresh = newBucket();
    const lost = house.documents({ bucket: fresh });
    await lost.assertReachable();
    await house.client.removeBucket(fresh);
    await expect(lost.put(caseId, scan, JPEG)).rejects.toThrow('there is no such bucket');
    await lost.assertReachable();
    await lost.put(caseId, scan, JPEG);
  });

  it.each([
    ['a wrong secret', { secretKey: 'guessed-secret' }, 'the secret is not that of the access key'],
    ['an unknown access key', { accessKey: 'nobody' }, 'the server does not know the access key'],
  ])('says that it was asked with %s, without telling either', async (_what, credentials, words) => {
    const outside = house.documents(credentials);
    const told = await documents.put(caseId, scan, JPEG).then(() => outside.assertReachable().catch(String));
    expect(told).toBe(
      `DocumentsUnavailable: documents at ${house.server.url}: to look at the bucket ${bucket}: ${words}`,
    );
  });
});

describe('an inspection', () => {
  const inspected = async (known: Iterable<string> = []) => {
    const { store, faults, ...rest } = await own.inspect(known);
    return { ...rest, faults: faults.map((fault) => fault.replace(`${store}/`, '')) };
  };
  let own: MinioDocuments;
  let other: string;
  const put = async (text: string) => (await own.put(caseId, Buffer.from(text), JPEG)).documentId;
  beforeEach(() => {
    other = newBucket();
    own = house.documents({ bucket: other });
  });

  it('finds nothing wrong with what was put there, held, or erased', async () => {
    const known = await put('a scan');
    await own.hold(caseId);
    const erased = randomUUID();
    await own.put(erased, scan, JPEG);
    await house.personalData.erase(caseKey(erased), now());
    expect(await inspected([known])).toEqual({ records: 2, faults: [] });
  });

  it('names what was altered or removed behind our back, with the version that is sound, and what is missing', async () => {
    await put('sound');
    const [altered, removed, missing] = [await put('altered'), await put('removed'), `${caseId}/${'b'.repeat(64)}`];
    const sound = await house.client.statObject(other, altered);
    await house.client.putObject(other, altered, 'something else');
    await house.client.removeObject(other, removed);
    const { records, faults } = await inspected([altered, removed, missing]);
    expect(records).toBe(3);
    expect(faults).toHaveLength(3);
    expect(faults).toEqual(
      expect.arrayContaining([
        `${altered}: the stored bytes of ${altered} are not those that were put there; version ${sound.versionId} is sound`,
        expect.stringMatching(`^${removed}: was removed behind our back; version [0-9a-f-]{36} is sound$`),
        `${missing}: is missing`,
      ]),
    );
  });

  it('finds a document behind more objects than a server lists at once, whatever their names are', async () => {
    await own.assertReachable();
    const altered = await put('altered');
    await house.client.putObject(other, altered, 'something else');
    for (let from = 0; from <= 1_000; from += 50)
      await Promise.all(
        Array.from({ length: 50 }, (_none, index) =>
          house.client.putObject(other, `!none of/öurs ${from + index}`, ''),
        ),
      );
    expect(await inspected()).toEqual({ records: 1, faults: [expect.stringContaining(altered)] });
  });

  it('says so where the server is away', async () => {
    own = house.documents({ url: 'http://127.0.0.1:9', deadlines: { answer: 200 } });
    expect((await own.inspect()).faults).toEqual([expect.stringContaining('cannot be reached (ECONNREFUSED)')]);
  });
});
