import type { Admin } from 'kafkajs';
import { SERVICES } from '../secrets/secret-plan';

/** A service is at work: its groups cannot be taken from under it. */
export class StillAtWork extends Error {
  constructor(groups: readonly string[]) {
    super(`stop the services first: ${groups.join(', ')}`);
    this.name = 'StillAtWork';
  }
}

/**
 * Forgets how far every reactor has read, so that each begins at the first fact again. Views know what they have by its
 * revision, commands what was done by their ids.
 * @param prefix before every group, where several installations share a cluster.
 * @returns the groups that begin again. @throws StillAtWork; then nothing is changed.
 */
export async function rewind(
  admin: Pick<Admin, 'listGroups' | 'describeGroups' | 'deleteGroups'>,
  prefix: string,
): Promise<readonly string[]> {
  const { groups } = await admin.listGroups();
  const ours = groups
    .map(({ groupId }) => groupId)
    .filter((group) => SERVICES.some((service) => group.startsWith(`${prefix}${service}: `)));
  if (ours.length === 0) return [];
  const described = await admin.describeGroups(ours);
  const atWork = described.groups.filter(({ members }) => members.length > 0).map(({ groupId }) => groupId);
  if (atWork.length > 0) throw new StillAtWork(atWork);
  await admin.deleteGroups(ours);
  return ours;
}
