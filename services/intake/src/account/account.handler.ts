import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { AccountCommand } from './account.commands';
import { account, type AccountRejection } from './account.decider';
import type { AccountEvent } from './account.events';

export class HandleAccount extends StreamCommand<AccountCommand, AccountEvent, AccountRejection> {}

@CommandHandler(HandleAccount)
export class AccountHandler extends DeciderHandler(account) {}
