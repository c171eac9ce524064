import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { TokenCommand } from './token.commands';
import { token, type TokenRejection } from './token.decider';
import type { TokenEvent } from './token.events';

export class HandleToken extends StreamCommand<TokenCommand, TokenEvent, TokenRejection> {}

@CommandHandler(HandleToken)
export class TokenHandler extends DeciderHandler(token) {}
