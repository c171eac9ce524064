/** @engines minio */
import { randomUUID } from 'node:crypto';
import { Client } from 'minio';
import { DocumentsUnavailable } from '../src';
import type { MinioDocuments } from '../src/minio';
import { MinioAdmin } from './minio-admin';
import { MinioHouse, newBucket } from './minio-house';
import { holders, policyOf } from './minio-policies';

const scan = Buffer.from('the scan of a business licence');
const JPEG = 'image/jpeg';
const DENIED = 'the right to do so is missing';
const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();

/** The server with the users that `deploy/minio` describes, each with the policy of its service and nothing else. */
describe('a service with its own credentials', () => {
  const bucket = newBucket();
  const ofServices: Record<string, MinioDocuments> = {};
  const raw: Record<string, Client> = {};
  const credentials: Record<string, { accessKey: string; secretKey: string }> = {};
  let house: MinioHouse;
  let caseId: string;
  const as = (service: string): MinioDocuments => ofServices[service]!;
  const put = async (): Promise<string> => (await as('intake').put(caseId, scan, JPEG)).documentId;

  beforeAll(async () => {
    house = await MinioHouse.open(process.env.EKEY_TEST_MINIO, bucket);
    await house.documents().assertReachable();
    const admin = new MinioAdmin(house.client, house.server.secretKey);
    for (const holder of holders) {
      const [accessKey, secretKey] = [`${holder}-${bucket.slice(-12)}`, randomUUID()];
      credentials[holder] = { accessKey, secretKey };
      await admin.addUser(accessKey, secretKey);
      await admin.addPolicy(accessKey, policyOf(holder, bucket));
      await admin.grant(accessKey, accessKey);
      const { hostname: endPoint, port, protocol } = new URL(house.server.url);
      const at = { endPoint, port: Number(port), useSSL: protocol === 'https:', region: 'us-east-1' };
      ofServices[holder] = house.documents({ accessKey, secretKey });
      raw[holder] = new Client({ ...at, accessKey, secretKey });
    }
  });
  beforeEach(() => {
    caseId = randomUUID();
  });
  afterAll(() => house.close());

  it('of intake puts documents, the same ones again, and gets them', async () => {
    const documentId = await put();
    expect(await put()).toBe(documentId);
    expect(await as('intake').get(documentId)).toEqual(scan);
  });

  it('of intake puts again what is held or retained by now, and adds nothing to such a case', async () => {
    await put();
    await as('issuance').hold(caseId);
    await put();
    await as('issuance').retainUntil(caseId, inSeconds(60));
    await put();
    await expect(as('intake').put(caseId, Buffer.from('another'), JPEG)).rejects.toThrow(DENIED);
  });

  it('of review gets documents and puts none', async () => {
    expect(await as('review').get(await put())).toEqual(scan);
    await expect(as('review').put(caseId, Buffer.from('another'), JPEG)).rejects.toThrow(DocumentsUnavailable);
  });

  it('of issuance puts, gets, holds and retains', async () => {
    const { documentId } = await as('issuance').put(caseId, Buffer.from('a seal'), 'application/octet-stream');
    await put();
    await as('issuance').hold(caseId);
    await as('issuance').put(caseId, Buffer.from('another seal'), 'application/octet-stream');
    await as('issuance').retainUntil(caseId, inSeconds(60));
    expect((await as('issuance').get(documentId))?.toString()).toBe('a seal');
  });

  it.each(['intake', 'review', 'check'])('of %s neither holds nor retains', async (service) => {
    const documentId = await put();
    await expect(as(service).hold(caseId)).rejects.toThrow(DENIED);
    await expect(as(service).retainUntil(caseId, inSeconds(60))).rejects.toThrow(DENIED);
    await as('issuance').hold(caseId);
    await expect(raw[service]!.setObjectLegalHold(bucket, documentId, { status: 'OFF' } as never)).rejects.toThrow();
    await expect(raw[service]!.putObject(bucket, `removal-bars/${caseId}`, '{}')).rejects.toThrow('Access Denied');
  });

  it('of the check looks through all documents and their versions, and writes none', async () => {
    const documentId = await put();
    const sound = (await house.versionIds(documentId))[0];
    await house.overwrite(documentId, Buffer.from('altered'));
    const { faults } = await as('check').inspect([documentId]);
    expect(faults).toEqual([expect.stringMatching(`${documentId}: .+; version ${sound} is sound$`)]);
    await expect(as('check').put(caseId, scan, JPEG)).rejects.toThrow(DENIED);
    await as('intake').assertReachable();
  });

  it.each(holders)(
    'of %s removes nothing: no document, no version, no bucket, no lock of the bucket',
    async (service) => {
      const documentId = await put();
      const [versionId] = await house.versionIds(documentId);
      const client = raw[service]!;
      await expect(client.removeObject(bucket, documentId)).rejects.toThrow('Access Denied');
      await expect(client.removeObject(bucket, documentId, { versionId: versionId! })).rejects.toThrow('Access Denied');
      await expect(client.removeBucket(bucket)).rejects.toThrow('Access Denied');
      await expect(client.makeBucket(newBucket())).rejects.toThrow('Access Denied');
      await expect(client.setBucketVersioning(bucket, { Status: 'Suspended' })).rejects.toThrow('Access Denied');
      await expect(client.setBucketPolicy(bucket, '{}')).rejects.toThrow('Access Denied');
      await expect(as(service).remove(documentId)).rejects.toThrow(DENIED);
      expect(await as('review').get(documentId)).toEqual(scan);
    },
  );

  it('that overwrites a document hides it and does not destroy it', async () => {
    const documentId = await put();
    const [versionId] = await house.versionIds(documentId);
    await raw.intake!.putObject(bucket, documentId, 'forged');
    await expect(as('review').get(documentId)).rejects.toThrow('not those that were put there');
    expect((await house.client.statObject(bucket, documentId, { versionId: versionId! })).size).toBeGreaterThan(0);
  });

  it('that may not make the bucket says so where it is missing', async () => {
    const missing = newBucket();
    await expect(house.documents({ ...credentials.review, bucket: missing }).assertReachable()).rejects.toThrow(
      `to look at the bucket ${missing}: ${DENIED}`,
    );
  });
});
