import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { MatchCommand } from './match.commands';
import { match } from './match.decider';
import type { MatchEvent } from './match.events';

export class HandleMatch extends StreamCommand<MatchCommand, MatchEvent, never> {}

@CommandHandler(HandleMatch)
export class MatchHandler extends DeciderHandler(match) {}
