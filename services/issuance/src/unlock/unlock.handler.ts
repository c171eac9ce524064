import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { UnlockCommand } from './unlock.commands';
import { unlock, type UnlockRejection } from './unlock.decider';
import type { UnlockEvent } from './unlock.events';

export class HandleUnlock extends StreamCommand<UnlockCommand, UnlockEvent, UnlockRejection> {}

@CommandHandler(HandleUnlock)
export class UnlockHandler extends DeciderHandler(unlock) {}
