import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { RevocationCommand } from './revocation.commands';
import { revocation } from './revocation.decider';
import type { RevocationEvent } from './revocation.events';

export class HandleRevocation extends StreamCommand<RevocationCommand, RevocationEvent, never> {}

@CommandHandler(HandleRevocation)
export class RevocationHandler extends DeciderHandler(revocation) {}
