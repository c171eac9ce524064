import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { CancelOrder } from '../key-order/key-order.commands';

type Withdrawn = Published<'intake.ApplicationWithdrawn.v1'>;

/** Topics come in any order: it is recorded even where no order is known yet. */
export const whenApplicationWithdrawnThenCancelOrder: Policy<Withdrawn, CancelOrder> = {
  name: 'when-application-withdrawn-then-cancel-order',
  from: 'intake.events',
  on: ['intake.ApplicationWithdrawn.v1'],
  react: ({ data, meta }) => [
    {
      id: data.caseId,
      command: {
        type: 'CancelOrder',
        data: { ground: data.ground === 'applicant' ? 'withdrawn' : data.ground, now: meta.recordedAt },
      },
    },
  ],
};
