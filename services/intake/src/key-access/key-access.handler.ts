import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { KeyAccessCommand } from './key-access.commands';
import { keyAccess } from './key-access.decider';
import type { KeyAccessEvent } from './key-access.events';

export class HandleKeyAccess extends StreamCommand<KeyAccessCommand, KeyAccessEvent, never> {}

@CommandHandler(HandleKeyAccess)
export class KeyAccessHandler extends DeciderHandler(keyAccess) {}
