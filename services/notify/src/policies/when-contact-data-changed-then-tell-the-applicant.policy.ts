import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type Changed = Published<'intake.ContactDataChanged.v1'>;

/** One change is told of every case that the key comes from, and mailed once: about the change itself. */
export const whenContactDataChangedThenTellTheApplicant: Policy<Changed, NoticeCommand> = {
  name: 'when-contact-data-changed-then-tell-the-applicant',
  from: 'intake.events',
  on: ['intake.ContactDataChanged.v1'],
  react: (fact) => {
    const { changeId: caseId, number: keyNumber, changedAt } = fact.data;
    const parameters = { keyNumber, changedAt };
    return [queueNotice(fact, { caseId }, { purpose: 'contact-changed', parameters }, caseId)];
  },
};
