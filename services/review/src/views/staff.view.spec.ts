import type { Sealed } from '@ekey/kernel';
import { answerOf, recorded } from '@ekey/kernel/testing';
import type { StoredStaffMemberEvent } from '../staff-member/staff-member.events';
import { staff } from './staff.view';

const at = '2026-03-02T02:00:00.000Z';
const sealed = (field: string): Sealed => ({ $sealed: 'c2VhbGVk', owner: 'account:li', field });
const reviewer = { organisationId: 'shanghai', roles: ['AGR'], pickupPointIds: [] } as const;
const invited: StoredStaffMemberEvent = {
  type: 'StaffMemberInvited',
  data: {
    login: sealed('login'),
    name: sealed('name'),
    ...reviewer,
    oneTimePasswordHash: sealed('oneTimePasswordHash'),
    expiresAt: null,
    at,
  },
};
const machine: StoredStaffMemberEvent = {
  type: 'MachineRegistered',
  data: {
    label: '一号线',
    publicKey: { kty: 'OKP', crv: 'Ed25519', x: 'x' },
    operators: ['wei'],
    ...reviewer,
    roles: ['SPP'],
    at,
  },
};
const entry = (...facts: readonly StoredStaffMemberEvent[]) =>
  answerOf(
    staff,
    'li',
    facts.map((fact, revision) => recorded(fact, { stream: 'review.StaffMember-li', revision })),
  );

describe('the list of staff', () => {
  it('has a person by sealed name, with roles and workplace, and nothing that opens the account', () => {
    expect(entry(invited)).toEqual({
      staffId: 'li',
      kind: 'person',
      active: true,
      login: sealed('login'),
      name: sealed('name'),
      label: null,
      operators: [],
      enrolled: false,
      ...reviewer,
    });
    expect(JSON.stringify(entry(invited))).not.toContain('oneTimePasswordHash');
  });

  it('follows enrolment, change, reset, and the loss of access', () => {
    const confirmed = { type: 'EnrolmentConfirmed', data: { at } } as const;
    const changed = {
      type: 'StaffMemberChanged',
      data: { name: sealed('name'), ...reviewer, roles: ['AGM'], at },
    } as const;
    const reset = {
      type: 'CredentialsReset',
      data: { oneTimePasswordHash: sealed('oneTimePasswordHash'), expiresAt: at, at },
    } as const;
    const withdrawn = { type: 'AccessWithdrawn', data: { at } } as const;
    expect(entry(invited, confirmed, changed)).toMatchObject({ enrolled: true, roles: ['AGM'] });
    expect(entry(invited, confirmed, reset)).toMatchObject({ enrolled: false });
    expect(entry(invited, withdrawn)).toMatchObject({ active: false });
    expect(entry(invited, withdrawn, { type: 'AccessRestored', data: { at } })).toMatchObject({ active: true });
  });

  it('has a machine by its label, which keeps being withdrawn when its key is changed', () => {
    expect(entry(machine)).toMatchObject({
      ...{ kind: 'machine', label: '一号线', operators: ['wei'], enrolled: true, login: null },
    });
    const changed = { ...machine, type: 'MachineChanged' as const } as StoredStaffMemberEvent;
    expect(entry(machine, { type: 'AccessWithdrawn', data: { at } }, changed)).toMatchObject({ active: false });
  });

  it('has a recovered administrator as nothing but that', () => {
    const recovered: StoredStaffMemberEvent = {
      type: 'AdministratorRecovered',
      data: { login: sealed('login'), name: sealed('name'), oneTimePasswordHash: sealed('x'), expiresAt: at, at },
    };
    expect(entry(invited, recovered)).toMatchObject({ roles: ['SEC'], organisationId: null, enrolled: false });
  });
});
