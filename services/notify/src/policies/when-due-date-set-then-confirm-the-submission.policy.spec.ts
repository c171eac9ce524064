import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { whenDueDateSetThenConfirmTheSubmission as policy } from './when-due-date-set-then-confirm-the-submission.policy';

type Data = Parameters<typeof policy.react>[0]['data'];
const dueDateSet = (changes: Partial<Data> = {}, id = 'fact-1') =>
  published(
    'review.DueDateSet.v1',
    {
      ...{ caseId: CASE, kind: 'first', round: 1, stage: 'pre-verification', startedAt: '2026-03-02T01:00:00.000Z' },
      ...{ dueAt: '2026-03-04T16:00:00.000Z', dueOn: '2026-03-04', provisional: false },
      ...changes,
    },
    { id },
  );

describe('when the due date of the pre-verification is set', () => {
  it('then the submission is confirmed with it, to the address that the case has when the mail is sent', () => {
    const [target, ...others] = policy.react(dueDateSet());
    expect(others).toEqual([]);
    expect(target?.command.data).toMatchObject({
      letter: {
        ...{ caseId: CASE, address: null, purpose: 'submission-received' },
        parameters: { stage: 'pre-verification', round: 1, dueOn: '2026-03-04', provisional: false },
      },
    });
  });
  it('then the same date stated anew is no second mail', () =>
    expect(policy.react(dueDateSet({ dueOn: '2026-03-05', provisional: false }, 'fact-2'))[0]?.id).toBe(
      policy.react(dueDateSet())[0]?.id,
    ));
  it('then a new round is', () =>
    expect(policy.react(dueDateSet({ round: 2 }))[0]?.id).not.toBe(policy.react(dueDateSet())[0]?.id));
});

describe('when the due date of what the provider reviews alone is set', () => {
  it.each([
    ['renewal', 'renewal-review'],
    ['contact', 'contact-review'],
  ] as const)('then the submission of a %s is confirmed as well', (kind, stage) =>
    expect(policy.react(dueDateSet({ kind, stage }))[0]?.command.data).toMatchObject({
      letter: { purpose: 'submission-received', parameters: { stage } },
    }),
  );
});

describe('when the due date of another stage is set', () => {
  it.each(['re-verification-and-making', 'pickup-notice'] as const)('then nobody is mailed: %s', (stage) =>
    expect(policy.react(dueDateSet({ stage }))).toEqual([]),
  );
});
