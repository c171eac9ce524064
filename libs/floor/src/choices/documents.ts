import { DamageNotingDocuments, type Documents } from '@ekey/documents';
import { openFilesystemDocuments } from '@ekey/documents/filesystem';
import type { MinioDocuments } from '@ekey/documents/minio';
import type { PersonalData } from '@ekey/personal-data';
import { passwordOf } from '../servers/given.secrets';
import type { Foundation } from './foundation';

/** For a service that opens no documents: whoever asks for one all the same has been given too little. */
const nobody = (): never => {
  throw new Error('this service has no documents: its entry says so');
};
export const NO_DOCUMENTS: Documents = { put: nobody, get: nobody, remove: nobody, hold: nobody, retainUntil: nobody };

/** Sealed under keys of `personalData`. @throws RangeError for an address that cannot be right, SecretMissing */
export async function chooseDocuments(
  { config, clock, data, opened }: Foundation,
  personalData: PersonalData,
): Promise<Documents> {
  const documents = new DamageNotingDocuments(await openDocuments({ config, clock, data, opened }, personalData));
  opened.examine(() => documents.damages.map(({ documentId, cause }) => ({ what: `document ${documentId}`, cause })));
  return documents;
}

async function openDocuments(
  { config, clock, data, opened }: Foundation,
  personalData: PersonalData,
): Promise<Documents> {
  if (config.DOCUMENTS === 'files')
    return openFilesystemDocuments({ folder: data.of('documents'), personalData, clock });
  const documents = await openBucket({ config, clock, opened }, personalData);
  opened.watch('MinIO', () => documents.assertReachable());
  return documents;
}

/** The documents on MinIO, or any S3. @throws RangeError for an address that cannot be right, SecretMissing */
export async function openBucket(
  { config, clock, opened }: Omit<Foundation, 'data'>,
  personalData: PersonalData,
): Promise<MinioDocuments> {
  const { openMinioDocuments } = await import('@ekey/documents/minio');
  return opened.add(
    openMinioDocuments({
      ...{ url: config.MINIO_URL, bucket: config.MINIO_BUCKET, region: config.MINIO_REGION },
      ...{ accessKey: config.MINIO_USER, secretKey: passwordOf(config.SECRETS_DIR, 'minio-secret-key') },
      ...{ personalData, clock },
    }),
  );
}
