import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { ReplacementCommand } from './replacement.commands';
import { replacement } from './replacement.decider';
import type { ReplacementEvent } from './replacement.events';

export class HandleReplacement extends StreamCommand<ReplacementCommand, ReplacementEvent, never> {}

@CommandHandler(HandleReplacement)
export class ReplacementHandler extends DeciderHandler(replacement) {}
