import { Inject, Injectable } from '@nestjs/common';
import { clockEnvelope, Commands, CONFIG, type ClockDoor, type Config } from '@ekey/platform';
import { shanghaiDate } from '@ekey/working-days';
import type { MatchState } from '../match/match.decider';
import { HandleMatch } from '../match/match.handler';
import { isNight } from '../match/night';
import { ThreeWayMatch } from './three-way-match';

/** Has certificates, tokens and orders compared once in each night, from the configured hour on. */
@Injectable()
export class MatchClock implements ClockDoor {
  readonly name = 'match';
  readonly everyMs = 60_000;

  constructor(
    private readonly commands: Commands,
    private readonly threeWayMatch: ThreeWayMatch,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** A process that ends in the middle of it begins again; what it had recorded is not recorded twice. */
  async tick(now: string): Promise<void> {
    if (!isNight(now, this.config.MATCH_HOUR)) return;
    const day = shanghaiDate(now);
    const { state } = (await this.commands.ask(HandleMatch, day)) as { state: MatchState };
    if (state.isCompleted) return;
    const compared = await this.threeWayMatch.compare(now);
    const command = { type: 'CompleteMatch', data: { day, ...compared, startedAt: now, now } } as const;
    await this.commands.try(HandleMatch, day, command, clockEnvelope(this.name, now, `night/${day}`));
  }
}
