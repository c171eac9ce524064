import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { RenewedTokenCommand } from './renewed-token.commands';
import { renewedToken } from './renewed-token.decider';
import type { RenewedTokenEvent } from './renewed-token.events';

export class HandleRenewedToken extends StreamCommand<RenewedTokenCommand, RenewedTokenEvent, never> {}

@CommandHandler(HandleRenewedToken)
export class RenewedTokenHandler extends DeciderHandler(renewedToken) {}
