import { Inject, Injectable } from '@nestjs/common';
import type { ReviewDue } from '@ekey/case-papers';
import { CONFIG, type Config } from '@ekey/platform';
import type { ContactChange } from '../contact-changes/contact-changes.state';
import { chinaDayAfter } from '../time/instants';
import type { ContactChangeCase } from '../views/contact-changes.view';
import { contactChangeLabels, contactChangeTurns } from './contact-change-labels';
import { ShownApplication } from './shown-application';

type Line = Omit<ContactChangeCase, 'timeline' | 'lastActivityAt' | 'reminded'>;

/** A change of contact data as whoever acts for the enterprise reads it. */
@Injectable()
export class ShownContactChange {
  constructor(
    private readonly applications: ShownApplication,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** A line of the list. */
  line({ changeId, uscc, number, formNumber, round, status, changedFields, startedAt, due }: Line) {
    return {
      ...{ contactChangeId: changeId, formNumber, uscc, number, round },
      status: { code: status, ...contactChangeLabels[status] },
      turn: contactChangeTurns[status],
      due: due && dueOf(due),
      ...{ changedFields, startedAt },
    };
  }

  /** @param told what the view knows; it may lag behind */
  async whole(change: ContactChange, told: ContactChangeCase | null) {
    const { submission, status, startedAt, remarks, lastActivityAt } = change;
    const { round } = submission;
    const due = status === 'under-review' && told?.due?.round === round ? told.due : null;
    const said = remarks.map((each) => this.applications.remark({ ...each, stage: 'contact', ground: null }));
    return {
      ...this.line({ ...submission, status, startedAt, due }),
      nextRound: status === 'returned' ? round + 1 : null,
      remarks: await Promise.all(said),
      expiresOn: status === 'returned' ? chinaDayAfter(lastActivityAt, this.config.IDLE_DAYS) : null,
    };
  }
}

const dueOf = ({ round: _round, ...due }: ReviewDue) => due;
