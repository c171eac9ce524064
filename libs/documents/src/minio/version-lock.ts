import { LEGAL_HOLD_STATUS, RETENTION_MODES, type Client } from 'minio';
import { GONE, unless } from './faults';

/** One of the states that an object was in; a removal that names no version is one too. */
export interface Version {
  readonly object: string;
  readonly versionId: string;
  readonly isNewest: boolean;
  readonly isRemoval: boolean;
}

/** What keeps a version from being removed. */
export interface Lock {
  readonly isHeld: boolean;
  /** Unix time in milliseconds; 0 for no retention. */
  readonly retainedUntil: number;
}

const UNLOCKED = ['NoSuchObjectLockConfiguration', ...GONE];

export async function lockOf(client: Client, bucket: string, { object, versionId }: Version): Promise<Lock> {
  const [hold, retention] = await Promise.all([
    client.getObjectLegalHold(bucket, object, { versionId }).catch(unless(UNLOCKED, undefined)),
    client.getObjectRetention(bucket, object, { versionId }).catch(unless(UNLOCKED, undefined)),
  ]);
  // Declared as the status itself.
  const { Status } = (hold ?? {}) as { Status?: string };
  const until = Date.parse(retention?.retainUntilDate ?? '');
  return { isHeld: Status === LEGAL_HOLD_STATUS.ENABLED, retainedUntil: Number.isNaN(until) ? 0 : until };
}

/** @returns `false` where a lock forbids it */
export async function removeVersion(client: Client, bucket: string, version: Version): Promise<boolean> {
  const { object, versionId } = version;
  try {
    await client.removeObject(bucket, object, { versionId });
    return true;
  } catch (error) {
    // Servers do not agree on how they refuse this; that there is a lock they agree on.
    const { isHeld, retainedUntil } = await lockOf(client, bucket, version);
    if (isHeld || retainedUntil > Date.now()) return false;
    throw error;
  }
}

export async function setHold(client: Client, bucket: string, version: Version, isHeld: boolean): Promise<void> {
  const { object, versionId } = version;
  const status = isHeld ? LEGAL_HOLD_STATUS.ENABLED : LEGAL_HOLD_STATUS.DISABLED;
  // The client declares some of its promises as nothing to wait for.
  const held = client.setObjectLegalHold(bucket, object, { versionId, status }) as unknown as Promise<void>;
  await held.catch(unless(GONE, undefined));
}

/** @param until Unix time in milliseconds, but a whole second */
export async function retainVersion(client: Client, bucket: string, version: Version, until: number): Promise<void> {
  const { object, versionId } = version;
  const retainUntilDate = new Date(until).toISOString().replace('.000Z', 'Z');
  const retention = { mode: RETENTION_MODES.COMPLIANCE, retainUntilDate, versionId };
  try {
    await client.putObjectRetention(bucket, object, retention).catch(unless(GONE, undefined));
  } catch (error) {
    // Somebody may have set a longer one meanwhile, and none is ever shortened.
    if ((await lockOf(client, bucket, version)).retainedUntil < until) throw error;
  }
}
