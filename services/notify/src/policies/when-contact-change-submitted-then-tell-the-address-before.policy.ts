import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type Submitted = Published<'intake.ContactChangeSubmitted.v1'>;
const MAIL_ADDRESS = 'agent.email';

/**
 * Whoever asks with a password alone to have all mails sent elsewhere is told of at the address that holds until then, once for
 * each change. What comes of the change itself goes to the address that it brings.
 */
export const whenContactChangeSubmittedThenTellTheAddressBefore: Policy<Submitted, NoticeCommand> = {
  name: 'when-contact-change-submitted-then-tell-the-address-before',
  from: 'intake.events',
  on: ['intake.ContactChangeSubmitted.v1'],
  react: (fact) => {
    const { caseId: changeId, number: keyNumber, cases = [], changedFields, submittedAt: requestedAt } = fact.data;
    const [caseId, renewalId] = [cases[0], cases.slice(1).at(-1)];
    if (caseId === undefined || !changedFields.includes(MAIL_ADDRESS)) return [];
    const recipient = { caseId, ...(renewalId !== undefined && { renewalId }) };
    const parameters = { keyNumber, requestedAt };
    return [queueNotice(fact, recipient, { purpose: 'contact-change-requested', parameters }, changeId)];
  },
};
