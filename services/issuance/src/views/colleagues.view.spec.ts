import type { Published } from '@ekey/contracts';
import { answerOf, recorded } from '@ekey/kernel/testing';
import { colleagues } from './colleagues.view';

type Told = Published<'review.StaffMemberAssigned.v1'> | Published<'review.StaffAccessChanged.v1'>;

const at = (organisationId: string | null): Told => ({
  type: 'review.StaffMemberAssigned.v1',
  data: { staffId: 'li', organisationId, roles: ['SPL'] },
});
const access = (active: boolean): Told => ({ type: 'review.StaffAccessChanged.v1', data: { staffId: 'li', active } });
const after = (...facts: readonly Told[]) =>
  answerOf(
    colleagues,
    'li',
    facts.map((fact, revision) => recorded(fact, { stream: 'review.StaffMember-li', revision })),
  );

it('a colleague is known by where he works, as it was told last', () => {
  expect(after(at('provider'))).toEqual({ staffId: 'li', organisationId: 'provider', active: true });
  expect(after(at('provider'), at('shanghai'))).toMatchObject({ organisationId: 'shanghai' });
});

it('who has lost his access is known as such, also at another place, until he gets it back', () => {
  expect(after(at('provider'), access(false), at('shanghai'))).toMatchObject({ active: false });
  expect(after(at('provider'), access(false), access(true))).toMatchObject({ active: true });
});

it('a machine is no colleague', () => {
  expect(after(access(false), access(true))).toBeNull();
});
