import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { LoginNameCommand } from './login-name.commands';
import { loginName, type LoginNameRejection } from './login-name.decider';
import type { LoginNameEvent } from './login-name.events';

export class HandleLoginName extends StreamCommand<LoginNameCommand, LoginNameEvent, LoginNameRejection> {}

@CommandHandler(HandleLoginName)
export class LoginNameHandler extends DeciderHandler(loginName) {}
