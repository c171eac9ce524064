import { answerOf, recorded } from '@ekey/kernel/testing';
import type { OrganisationEvent } from '../organisation/organisation.events';
import { shanghaiCommission } from '../organisation/organisation.examples';
import { organisations } from './organisations.view';

const at = '2026-03-02T02:00:00.000Z';
const entry = (...facts: readonly OrganisationEvent[]) =>
  answerOf(
    organisations,
    'shanghai',
    facts.map((fact, revision) => recorded(fact, { stream: 'review.Organisation-shanghai', revision })),
  );
const registered = { type: 'OrganisationRegistered', data: { ...shanghaiCommission, at } } as const;

describe('the organisations', () => {
  it('are as they were last described', () => {
    expect(entry(registered)).toEqual({ organisationId: 'shanghai', ...shanghaiCommission, active: true });
    const moved = { ...shanghaiCommission, address: '上海市浦东新区', at, active: true };
    expect(entry(registered, { type: 'OrganisationChanged', data: moved })).toMatchObject({
      address: '上海市浦东新区',
    });
  });

  it('are active until deactivated, and again when activated', () => {
    const off = { type: 'OrganisationDeactivated', data: registered.data } as const;
    const on = { type: 'OrganisationActivated', data: registered.data } as const;
    expect(entry(registered, off)).toMatchObject({ active: false });
    expect(entry(registered, off, on)).toMatchObject({ active: true });
  });
});
