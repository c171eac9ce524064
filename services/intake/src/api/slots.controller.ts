import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { usccParts } from '@ekey/identifiers';
import {
  AnswersStored,
  ACCESS_LOG,
  Caller,
  Commands,
  Does,
  HttpIntent,
  Intent,
  notFound,
  stored,
  VIEWS,
  type AccessLog,
} from '@ekey/platform';
import { everyAnswer, type ViewStore } from '@ekey/views';
import { HandleEnterpriseSlots } from '../enterprise-slots/enterprise-slots.handler';
import type { EnterpriseSlotsState } from '../enterprise-slots/enterprise-slots.state';
import { applicationStatus } from '../views/application-status.view';
import { organisations } from '../views/organisations.view';
import { caseNotNamed, slotProblems } from './applications.problems';
import { releaseRequest, type ReleaseRequest } from './applications.requests';
import { CaseAccess, type OwnCase } from './case-access';
import { UsccInAddress } from './uscc-in-address.pipe';

/** An authority's manager gives an enterprise its slot back, with a reason that is recorded. */
@Controller('api/intake/v1/enterprises/:uscc/slot-releases')
export class SlotsController {
  constructor(
    private readonly commands: Commands,
    private readonly access: CaseAccess,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(ACCESS_LOG) private readonly accessLog: AccessLog,
  ) {}

  /** A live case ends first, by a fact of its own that cancels any order; its slot follows. Where none lives, an imported record is struck off. */
  @Does('释放企业名额，须写明理由', 'Give an enterprise its slot back, with a reason')
  @Post()
  @HttpCode(204)
  @AnswersStored(204)
  async release(
    @Param('uscc', UsccInAddress) uscc: string,
    @Body({ schema: releaseRequest }) body: ReleaseRequest,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const { reason, applicationId } = body;
    const caseId = await this.caseToEnd(uscc, applicationId, intent);
    const live = caseId === null ? null : await this.access.load(caseId);
    if (applicationId !== undefined && live?.state.file.is.uscc !== uscc) throw notFound();
    await this.refuseForeign(uscc, live?.state.file.form?.agencyId ?? null, caller);
    const look = { service: 'intake', action: 'slot.release', subject: uscc, purpose: 'slot-release' } as const;
    await this.accessLog.record({ ...look, caller, outcome: 'granted' });
    if (live !== null) {
      const end = { type: 'EndForSlotRelease', data: { reason, now: intent.now } } as const;
      return stored(await this.access.send(live.id, end, intent, { sent: body }));
    }
    const strike = { type: 'StrikeOffHolder', data: { officer: caller.id, reason, now: intent.now } } as const;
    const envelope = intent.envelope({ sent: body });
    return stored(await this.commands.send(HandleEnterpriseSlots, uscc, strike, envelope, slotProblems));
  }

  /** `null` where none is under way. A repeat is about what it was about then: another case may hold the slot by now. */
  private async caseToEnd(uscc: string, named: string | undefined, intent: HttpIntent): Promise<string | null> {
    const command = intent.commandId();
    if (await this.commands.holds(`intake.EnterpriseSlots-${uscc}`, command)) return null;
    for await (const { own } of everyAnswer(this.views, applicationStatus, { where: { uscc } }))
      if (await this.commands.holds(`intake.KeyApplication-${own.caseId}`, command)) return own.caseId;
    return named ?? this.liveCase(uscc, intent.caller);
  }

  /**
   * The one of the caller's authority, where there is any. The slot of a case that has ended is free in a moment, by policy: to end
   * it again would release nothing, and say nothing.
   * @throws Problem CaseNotNamed where several of his live
   */
  private async liveCase(uscc: string, { organisationId }: Caller): Promise<string | null> {
    const { taken } = (await this.commands.ask(HandleEnterpriseSlots, uscc)).state as EnterpriseSlotsState;
    const cases = await Promise.all(taken.map(({ caseId }) => this.access.load(caseId)));
    const live = cases.filter((each): each is OwnCase => each !== null && each.state.status !== 'ended');
    const own = live.filter(({ state }) => state.file.form?.agencyId === organisationId);
    if (own.length > 1) throw caseNotNamed(own.map(({ id }) => id));
    return (own[0] ?? live[0])?.id ?? null;
  }

  /** The authority of the case, or where there is none, the one of the enterprise's region. Others learn nothing. */
  private async refuseForeign(uscc: string, agencyId: string | null, caller: Caller): Promise<void> {
    const own = caller.organisationId === undefined ? null : await this.views.get(organisations, caller.organisationId);
    if (own === null) throw notFound();
    const isOwn = agencyId === null ? covers(own.region, usccParts(uscc).region) : own.organisationId === agencyId;
    if (!isOwn) throw notFound();
  }
}

/** GB/T 2260: a province ends in 0000, a prefecture in 00; the digits before name what it covers. */
const covers = (region: string, of: string): boolean => {
  const prefix = region.replace(/(00)+$/, '');
  return prefix !== '' && of.startsWith(prefix);
};
