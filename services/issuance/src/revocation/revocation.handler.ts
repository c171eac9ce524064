import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { RevocationCommand } from './revocation.commands';
import { revocation } from './revocation.decider';
import type { RevocationEvent } from './revocation.events';
import type { RevocationRejection } from './revocation.rejections';

export class HandleRevocation extends StreamCommand<RevocationCommand, RevocationEvent, RevocationRejection> {}

@CommandHandler(HandleRevocation)
export class RevocationHandler extends DeciderHandler(revocation) {}
