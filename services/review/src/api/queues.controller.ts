import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { Answers, Caller, Does, forbidden, HttpIntent, Intent, page, VIEWS } from '@ekey/platform';
import type { Condition, ViewStore } from '@ekey/views';
import type { Officer } from '../review/review.commands';
import { stageRules, type Queue } from '../review/stages';
import { reviewQueue, type ReviewTask } from '../views/review-queue.view';
import { queue as queueAnswer } from './cases.answers';
import { Officers } from './officers';
import { queueName, queueQuery, type QueueQuery } from './review.requests';

const HOUR = 3_600_000;

/** Which rows of a queue are an officer's: his authority's, or all where the queue is the provider's. `null`: none. */
function scopeOf(queue: Queue, { roles, organisationId }: Officer): Record<string, Condition> | null {
  const isForManagers = queue === 'refusal-proposals';
  if (!isForManagers && stageRules[queue].desk === 'provider') return roles.includes('SPR') ? {} : null;
  const mayLook = isForManagers ? ['AGM'] : ['AGR', 'AGM'];
  return roles.some((role) => mayLook.includes(role)) ? { agencyId: organisationId } : null;
}

function shown(task: ReviewTask, now: string) {
  const { claim, waitingSince, due, ...told } = task;
  return {
    ...told,
    ...due,
    waitingSince,
    claim: claim !== null && claim.leaseUntil > now ? claim : null,
    ageHours: Math.floor((Date.parse(now) - Date.parse(waitingSince)) / HOUR),
  };
}

/** What waits at which desk, what is due first standing first. */
@Controller('api/review/v1/queues')
export class QueuesController {
  constructor(
    private readonly officers: Officers,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  @Does('各岗位的待办案件，期限近的在前', 'What waits at a desk, what is due first standing first')
  @Get(':queue')
  @Answers(200, queueAnswer)
  async list(
    @Param('queue', { schema: queueName }) queue: Queue,
    @Query({ schema: queueQuery }) query: QueueQuery,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const scope = scopeOf(queue, await this.officers.acting(caller));
    if (scope === null) throw forbidden();
    const found = await this.views.find(reviewQueue, { where: { queue, ...scope }, orderBy: 'dueAt', ...page(query) });
    return { ...found, items: found.items.map((task) => shown(task, intent.now)) };
  }
}
