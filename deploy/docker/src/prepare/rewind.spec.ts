import { rewind, StillAtWork } from './rewind';

type Admin = Parameters<typeof rewind>[0];

/** A cluster with groups and how many members each has. */
function cluster(groups: Readonly<Record<string, number>>): { readonly admin: Admin; readonly deleted: string[] } {
  const deleted: string[] = [];
  const admin = {
    listGroups: async () => ({ groups: Object.keys(groups).map((groupId) => ({ groupId })) }),
    describeGroups: async (asked: string[]) => ({
      groups: asked.map((groupId) => ({ groupId, members: Array.from({ length: groups[groupId] ?? 0 }) })),
    }),
    deleteGroups: async (asked: string[]) => void deleted.push(...asked),
  } as unknown as Admin;
  return { admin, deleted };
}

describe('reading everything from the first fact on', () => {
  it('forgets how far our reactors have read, and nobody else’s', async () => {
    const { admin, deleted } = cluster({ 'try-intake: publisher': 0, 'intake: publisher': 0, 'try-reports': 0 });
    expect(await rewind(admin, 'try-')).toEqual(['try-intake: publisher']);
    expect(deleted).toEqual(['try-intake: publisher']);
  });

  it('is refused while a service is at work, and then nothing is changed', async () => {
    const { admin, deleted } = cluster({ 'intake: publisher': 1, 'review: relay': 0 });
    await expect(rewind(admin, '')).rejects.toThrow(new StillAtWork(['intake: publisher']));
    expect(deleted).toEqual([]);
  });

  it('is nothing to be done where nobody has read anything', async () => {
    const { admin, deleted } = cluster({});
    expect([await rewind(admin, ''), deleted]).toEqual([[], []]);
  });
});
