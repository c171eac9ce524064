import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { RevocationListCommand } from './revocation-list.commands';
import { revocationList } from './revocation-list.decider';
import type { RevocationListEvent } from './revocation-list.events';

export class HandleRevocationList extends StreamCommand<RevocationListCommand, RevocationListEvent, never> {}

@CommandHandler(HandleRevocationList)
export class RevocationListHandler extends DeciderHandler(revocationList) {}
