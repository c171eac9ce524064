import type { ViewStore } from '@ekey/views';
import { CASE } from '../testing/letters';
import { contact, place } from '../testing/ports';
import { ViewsDirectory } from './views.directory';

const { authority, ...point } = place;
const documents: Record<string, unknown> = {
  [`case-contacts ${CASE}`]: { caseId: CASE, ...contact },
  [`due-dates ${CASE}`]: { round: 1, dueOn: '2026-03-04', provisional: false },
  'organisations BJ': { organisationId: 'BJ', name: authority, pickupPoints: [{ id: 'BJ-12', ...point }] },
};
const views = {
  get: async (view: { name: string }, key: string) => documents[`${view.name} ${key}`] ?? null,
} as unknown as Pick<ViewStore, 'get'>;
const directory = new ViewsDirectory(views);

describe('the directory', () => {
  it('knows the contact of a case', async () => expect(await directory.contact(CASE)).toMatchObject(contact));
  it('knows by when a case is answered', async () =>
    expect(await directory.dueDate(CASE)).toEqual({ round: 1, dueOn: '2026-03-04', provisional: false }));
  it('knows a pick-up point with the authority that it belongs to', async () =>
    expect(await directory.pickupPoint('BJ', 'BJ-12')).toEqual(place));
  it.each([
    ['BJ', 'BJ-13'],
    ['SH', 'BJ-12'],
  ])('does not know %s %s', async (agencyId, pickupPointId) =>
    expect(await directory.pickupPoint(agencyId, pickupPointId)).toBeNull(),
  );
  it('does not know a case of which nothing was told', async () => expect(await directory.contact('other')).toBeNull());
});
