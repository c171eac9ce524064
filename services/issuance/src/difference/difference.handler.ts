import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { DifferenceCommand } from './difference.commands';
import { difference } from './difference.decider';
import type { DifferenceEvent } from './difference.events';

export class HandleDifference extends StreamCommand<DifferenceCommand, DifferenceEvent, never> {}

@CommandHandler(HandleDifference)
export class DifferenceHandler extends DeciderHandler(difference) {}
