import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { whenContactDataChangedThenTellTheApplicant as policy } from './when-contact-data-changed-then-tell-the-applicant.policy';

const CHANGE = 'b7d1e2f3-4a5b-4c6d-8e7f-9a0b1c2d3e06';
const changed = (caseId: string, id: string) =>
  published(
    'intake.ContactDataChanged.v1',
    {
      ...{ caseId, kind: 'contact', uscc: '91110101MA0000007T', changeId: CHANGE, number: 'TK0000000042' },
      form: { documentId: `${CHANGE}/${'a'.repeat(64)}`, type: 'application/json', size: 1 },
      mailTo: { $sealed: 'AA', owner: `case:${CHANGE}`, field: 'mailTo' },
      changedAt: '2026-06-10T02:05:00.000Z',
    },
    { id },
  );

describe('when contact data were changed', () => {
  it('then the applicant is told, about the change and at the address that it brings', () =>
    expect(policy.react(changed(CASE, 'fact-1'))[0]?.command.data).toMatchObject({
      letter: {
        ...{ caseId: CHANGE, address: null, purpose: 'contact-changed' },
        parameters: { keyNumber: 'TK0000000042', changedAt: '2026-06-10T02:05:00.000Z' },
      },
    }));
  it('then once, of however many cases the key comes from', () =>
    expect(policy.react(changed('0f7c2a9e-1b3d-4e4f-8a6b-7c8d9e0f1a07', 'fact-2'))[0]?.id).toBe(
      policy.react(changed(CASE, 'fact-1'))[0]?.id,
    ));
});
