import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { RenewalOrderCommand } from './renewal-order.commands';
import { renewalOrder } from './renewal-order.decider';
import type { RenewalOrderEvent } from './renewal-order.events';

export class HandleRenewalOrder extends StreamCommand<RenewalOrderCommand, RenewalOrderEvent, never> {}

@CommandHandler(HandleRenewalOrder)
export class RenewalOrderHandler extends DeciderHandler(renewalOrder) {}
