import { Inject, Injectable } from '@nestjs/common';
import { later } from '@ekey/kernel';
import { caseByCase, clockEnvelope, Commands, VIEWS, type ClockDoor } from '@ekey/platform';
import { everyAnswer, type ViewStore } from '@ekey/views';
import { SESSION_MINUTES } from '../renewal/decide/update';
import { HandleRenewal } from '../renewal/renewal.handler';
import { renewals } from '../views/renewals.view';

/** Has it recorded where an update session came to nothing: 更新失败, 可重试. */
@Injectable()
export class UpdatesClock implements ClockDoor {
  readonly name = 'updates';
  readonly everyMs = 60_000;

  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  /** The decider looks whether the time has come: a view that lags behind a later step does no harm. */
  async tick(now: string): Promise<void> {
    const silentSince = { from: '', to: later(now, -SESSION_MINUTES * 60_000) };
    await caseByCase(
      everyAnswer(this.views, renewals, { where: { silentSince } }),
      ({ renewalId }) => renewalId,
      async ({ renewalId, session }) => {
        if (session === null) return;
        const { sessionId } = session;
        const command = { type: 'InterruptUpdate', data: { sessionId, now } } as const;
        const envelope = clockEnvelope(this.name, now, `${renewalId}/${sessionId}`);
        await this.commands.try(HandleRenewal, renewalId, command, envelope);
      },
    );
  }
}
