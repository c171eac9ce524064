import { CASE, mailTo } from '../testing/letters';
import { published } from '../testing/published';
import { whenApplicationExpiryNearThenMailAReminder as policy } from './when-application-expiry-near-then-mail-a-reminder.policy';

const near = (idleDays: number, id: string) =>
  published(
    'intake.ApplicationExpiryNear.v1',
    { caseId: CASE, kind: 'first', uscc: '91110101MA0000007T', mailTo, idleDays, expiresOn: '2026-04-01' },
    { id },
  );

describe('when an application is about to expire', () => {
  it('then a reminder is mailed to the address that came with it, since a draft has told no other', () => {
    const fact = near(20, 'fact-1');
    const [target] = policy.react(fact);
    expect(target?.command.data).toMatchObject({
      letter: {
        ...{ caseId: CASE, address: { mailTo, statedAt: fact.meta.recordedAt }, purpose: 'expiry-near' },
        parameters: { idleDays: 20, expiresOn: '2026-04-01', kind: 'first' },
      },
    });
  });
  it('then each of the reminders is a mail of its own', () =>
    expect(policy.react(near(27, 'fact-2'))[0]?.id).not.toBe(policy.react(near(20, 'fact-1'))[0]?.id));
});
