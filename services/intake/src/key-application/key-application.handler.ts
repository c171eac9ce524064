import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { KeyApplicationCommand } from './key-application.commands';
import { keyApplication } from './key-application.decider';
import type { KeyApplicationEvent } from './key-application.events';
import type { KeyApplicationRejection } from './key-application.rejections';

export class HandleKeyApplication extends StreamCommand<
  KeyApplicationCommand,
  KeyApplicationEvent,
  KeyApplicationRejection
> {}

@CommandHandler(HandleKeyApplication)
export class KeyApplicationHandler extends DeciderHandler(keyApplication) {}
