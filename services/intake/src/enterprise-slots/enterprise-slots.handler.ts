import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { EnterpriseSlotsCommand } from './enterprise-slots.commands';
import { enterpriseSlots, type EnterpriseSlotsRejection } from './enterprise-slots.decider';
import type { EnterpriseSlotsEvent } from './enterprise-slots.events';

export class HandleEnterpriseSlots extends StreamCommand<
  EnterpriseSlotsCommand,
  EnterpriseSlotsEvent,
  EnterpriseSlotsRejection
> {}

@CommandHandler(HandleEnterpriseSlots)
export class EnterpriseSlotsHandler extends DeciderHandler(enterpriseSlots) {}
