import type { PublishedData } from '@ekey/contracts';
import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { whenContactChangeSubmittedThenTellTheAddressBefore as policy } from './when-contact-change-submitted-then-tell-the-address-before.policy';

const CHANGE = 'b7d1e2f3-4a5b-4c6d-8e7f-9a0b1c2d3e06';
const RENEWAL = '6f0c2f5e-9f5b-4a5c-8f43-3c1f5a8f7b21';
const submittedAt = '2026-06-10T02:05:00.000Z';
const submitted = (changes: Partial<PublishedData<'intake.ContactChangeSubmitted.v1'>> = {}, id = 'fact-1') =>
  published(
    'intake.ContactChangeSubmitted.v1',
    {
      ...{ caseId: CHANGE, kind: 'contact', uscc: '91110101MA0000007T', round: 1, number: 'TK0000000042' },
      ...{ cases: [CASE], nameCn: '北京示例', agencyId: 'BJ', pickupPointId: 'BJ-12', licenceTypes: [] },
      ...{ formNumber: 'BG-2026-000001', formVersion: 1, changedFields: ['agent.email'], submittedAt },
      form: { documentId: `${CHANGE}/${'a'.repeat(64)}`, type: 'application/json', size: 1 },
      mailTo: { $sealed: 'AA', owner: `case:${CHANGE}`, field: 'mailTo' },
      ...changes,
    },
    { id },
  );
const parameters = { keyNumber: 'TK0000000042', requestedAt: submittedAt };

describe('when a change of the mail address was submitted', () => {
  it('then the address that holds until then is told, and not the new one', () => {
    const [target, ...others] = policy.react(submitted());
    expect(others).toEqual([]);
    expect(target?.command.data).toMatchObject({
      letter: { caseId: CASE, address: null, purpose: 'contact-change-requested', parameters },
    });
  });
  it('then also the one that the last renewal of the key has stated', () =>
    expect(policy.react(submitted({ cases: [CASE, RENEWAL] }))[0]?.command.data).toMatchObject({
      letter: { caseId: CASE, renewalId: RENEWAL },
    }));
  it('then once, however often it comes back', () =>
    expect(policy.react(submitted({ round: 2 }, 'fact-2'))[0]?.id).toBe(policy.react(submitted())[0]?.id));
  it.each([
    ['other contact data alone change', { changedFields: ['agent.mobile'] }],
    ['the key is from before this system', { cases: [] }],
    ['an earlier release told it', { cases: undefined }],
  ])('then nobody, where %s', (_, changes) => {
    const { type, data } = submitted();
    expect(policy.react(published(type, JSON.parse(JSON.stringify({ ...data, ...changes })) as typeof data))).toEqual(
      [],
    );
  });
});
