import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Policy {
  readonly Statement: readonly { Effect: string; Action: readonly string[]; Resource: readonly string[] }[];
}

const folder = path.join(__dirname, '../../../deploy/minio/policies');
/** The bucket that the files speak of. */
export const BUCKET = 'ekey-documents';

/** Who has rights at all. */
export const holders = readdirSync(folder).map((file) => path.basename(file, '.json'));

/** @param bucket another one than the files speak of */
export const policyOf = (holder: string, bucket = BUCKET): Policy =>
  JSON.parse(
    readFileSync(path.join(folder, `${holder}.json`), 'utf8').replaceAll(`:${BUCKET}`, `:${bucket}`),
  ) as Policy;
