import { Inject, Injectable } from '@nestjs/common';
import { caseByCase, clockEnvelope, Commands, CONFIG, VIEWS, type ClockDoor, type Config } from '@ekey/platform';
import { everyAnswer, type ViewStore } from '@ekey/views';
import { HandleRenewal } from '../renewal/renewal.handler';
import { renewals } from '../views/renewals.view';

/** Ends renewals whose certificate has come to its end, with the days that are granted to those submitted in time. */
@Injectable()
export class RenewalsClock implements ClockDoor {
  readonly name = 'renewals';
  readonly everyMs = 60_000;

  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The decider looks whether the time has come: a view that lags can only delay. */
  async tick(now: string): Promise<void> {
    const graceDays = this.config.RENEWAL_GRACE_DAYS;
    await caseByCase(
      everyAnswer(this.views, renewals, { where: { endsAt: { from: '', to: now } } }),
      ({ renewalId }) => renewalId,
      async ({ renewalId, revision }) => {
        const command = { type: 'ExpireRenewal', data: { graceDays, now } } as const;
        await this.commands.try(
          HandleRenewal,
          renewalId,
          command,
          clockEnvelope(this.name, now, `${renewalId}/${revision}`),
        );
      },
    );
  }
}
