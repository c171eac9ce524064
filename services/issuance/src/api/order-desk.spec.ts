import type { Caller, Commands } from '@ekey/platform';
import { memoryViews } from '@ekey/views/testing';
import { caseId, historyTo } from '../testing/example-order';
import { recordedHistory } from '../testing/recorded-history';
import { orderDetail } from '../views/order-detail.view';
import { orderList } from '../views/order-list.view';
import { isInScope, OrderDesk, personBehind, scopeOf } from './order-desk';

const order = { agencyId: 'agency-44', pickupPointId: 'point-1' };
const staff = (roles: Caller['roles'], rest: Partial<Caller> = {}): Caller => ({
  kind: 'staff',
  id: 'somebody',
  roles,
  ...rest,
});
const own = { organisationId: 'agency-44' };

describe('whose orders somebody sees', () => {
  it.each(['SPP', 'SPL', 'SPR', 'CS'] as const)('%s: all of them', (role) => {
    expect(isInScope(staff([role], { organisationId: 'provider' }), order)).toBe(true);
    expect(scopeOf(staff([role]))).toEqual({});
  });
  it('the manager: those of his authority, at every point', () => {
    const manager = staff(['AGM'], { ...own, pickupPointIds: ['point-2'] });
    expect(isInScope(manager, order)).toBe(true);
    expect(isInScope(staff(['AGM'], { organisationId: 'agency-1' }), order)).toBe(false);
    expect(scopeOf(manager)).toEqual({ agencyId: 'agency-44' });
  });
  it('the counter: those of its own points', () => {
    expect(isInScope(staff(['AGC'], { ...own, pickupPointIds: ['point-1'] }), order)).toBe(true);
    expect(isInScope(staff(['AGC'], { ...own, pickupPointIds: ['point-2'] }), order)).toBe(false);
    expect(isInScope(staff(['AGC'], own), order)).toBe(true);
    expect(isInScope(staff(['AGC']), order)).toBe(false);
    expect(scopeOf(staff(['AGC'], { ...own, pickupPointIds: ['point-1'] }))).toEqual({
      agencyId: 'agency-44',
      pickupPointId: { in: ['point-1'] },
    });
    expect(scopeOf(staff(['AGC']))).toEqual({ agencyId: '' });
  });
});

describe('an order that a list has shown', () => {
  const facts = recordedHistory(`issuance.KeyOrder-${caseId}`, historyTo('to-make'));

  it('is never “not found” while its detail is behind: who opens it waits', async () => {
    const views = memoryViews();
    await views.open([orderList, orderDetail]);
    await views.apply(orderList, facts);
    const opened = new OrderDesk({} as Commands, views).read(caseId, staff(['SPP']));
    await views.apply(orderDetail, facts);
    expect(await opened).toMatchObject({ line: { caseId }, detail: { caseId } });
  });

  it('is not there for who may not see it, and one that there is not for nobody', async () => {
    const views = memoryViews();
    await views.open([orderList, orderDetail]);
    await views.apply(orderList, facts);
    const desk = new OrderDesk({} as Commands, views);
    await expect(desk.read(caseId, staff(['AGC'], { organisationId: 'agency-1' }))).rejects.toThrow('NotFound');
    await expect(desk.read('another', staff(['SPP']))).rejects.toThrow('NotFound');
  });
});

describe('the person behind a call', () => {
  it('is the member of staff, or the operator that a machine names', () => {
    expect(personBehind(staff(['SPP']))).toBe('somebody');
    expect(personBehind({ kind: 'machine', id: 'line-1', roles: ['SPP'], operator: 'spp-1' })).toBe('spp-1');
  });
  it('is asked for where a machine names none: duties are separated between persons', () =>
    expect(() => personBehind({ kind: 'machine', id: 'line-1', roles: ['SPP'] })).toThrow('OperatorMissing'));
});
