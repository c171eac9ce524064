import { viewPart, type View } from '@ekey/kernel';
import type { Published } from '@ekey/contracts';

type Told = Published<'review.StaffMemberAssigned.v1'> | Published<'review.StaffAccessChanged.v1'>;

/** A member of staff, as review has told of him; whoever has lost his access stays known as such. */
export interface Colleague {
  readonly staffId: string;
  readonly organisationId: string | null;
  readonly active: boolean;
}
interface Parts {
  readonly colleague: Colleague;
}

function project(colleague: Colleague | null, { type, data }: Told): Colleague | null {
  // Who is assigned anew has not got back his access by that.
  if (type === 'review.StaffMemberAssigned.v1') {
    const { staffId, organisationId } = data;
    return { staffId, organisationId, active: colleague?.active ?? true };
  }
  return colleague && { ...colleague, active: data.active };
}

/** Who works where, and still does? A machine is nobody here. */
export const colleagues: View<Parts, Colleague> = {
  name: 'colleagues',
  version: 1,
  parts: {
    colleague: viewPart<Colleague, Told>({
      from: 'review.events',
      category: 'review.StaffMember',
      on: ['review.StaffMemberAssigned.v1', 'review.StaffAccessChanged.v1'],
      key: ({ data }) => data.staffId,
      project,
    }),
  },
  answer: ({ colleague }) => colleague ?? null,
  indexes: {},
};
