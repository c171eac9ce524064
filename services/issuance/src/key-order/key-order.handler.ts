import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { KeyOrderCommand } from './key-order.commands';
import { keyOrder } from './key-order.decider';
import type { KeyOrderEvent } from './key-order.events';
import type { KeyOrderRejection } from './key-order.rejections';

export class HandleKeyOrder extends StreamCommand<KeyOrderCommand, KeyOrderEvent, KeyOrderRejection> {}

@CommandHandler(HandleKeyOrder)
export class KeyOrderHandler extends DeciderHandler(keyOrder) {}
