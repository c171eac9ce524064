/** @engines minio */
import { describeDocumentsContract } from '../documents.contract';
import { MinioHouse, newBucket, now, reach } from '../../test/minio-house';

const bucket = newBucket();

describeDocumentsContract('minio', async () => {
  const house = await MinioHouse.open(process.env.EKEY_TEST_MINIO, bucket);
  return {
    personalData: house.personalData,
    documents: house.documents(),
    reopen: async () => house.documents(),
    stored: (documentId) => house.stored(documentId),
    overwrite: (documentId, bytes) => house.overwrite(documentId, bytes),
    dispose: () => house.close(),
    ...{ now, reach },
  };
});
