import { KeysUnavailable } from '@ekey/personal-data';
import { DocumentBroken } from '../documents.port';
import type { Bucket } from './bucket';
import { inspectBucket } from './inspect-bucket';

const CASE = '8b5d4a5e-6d3f-4a7e-9a10-000000000001';
const [ONE, OTHER] = ['a', 'b'].map((digit) => `${CASE}/${digit.repeat(64)}`) as [string, string];

/** Two documents, each with an older version under it. */
const bucket = {
  place: 'http://documents/ekey',
  async *versions(prefix: string) {
    for (const object of [ONE, OTHER].filter((each) => each.startsWith(prefix)))
      for (const [index, versionId] of ['newest', 'older'].entries())
        yield { object, versionId, isNewest: index === 0, isRemoval: false };
  },
} as unknown as Bucket;
const away = new KeysUnavailable('keys:27017', 'connection refused');

describe('documents that cannot be opened', () => {
  it('are named, each with the version that can', async () => {
    const opens = async (documentId: string, versionId?: string): Promise<void> => {
      if (versionId !== 'older') throw new DocumentBroken(documentId);
    };
    const { records, faults } = await inspectBucket(bucket, opens, []);
    expect([records, faults.length]).toEqual([2, 2]);
    expect(faults[0]).toMatch(/are not those that were put there; version older is sound$/);
  });

  it('are not called broken where the keys cannot be asked', async () => {
    expect((await inspectBucket(bucket, () => Promise.reject(away), [])).faults).toEqual([away.message]);
  });

  it('are not said to have no sound version where the keys cannot be asked for that', async () => {
    const opens = async (documentId: string, versionId?: string): Promise<void> => {
      throw versionId === undefined ? new DocumentBroken(documentId) : away;
    };
    expect((await inspectBucket(bucket, opens, [])).faults).toEqual([away.message]);
  });
});
