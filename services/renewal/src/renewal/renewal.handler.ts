import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { RenewalCommand } from './renewal.commands';
import { renewal } from './renewal.decider';
import type { RenewalEvent } from './renewal.events';
import type { RenewalRejection } from './renewal.rejections';

export class HandleRenewal extends StreamCommand<RenewalCommand, RenewalEvent, RenewalRejection> {}

@CommandHandler(HandleRenewal)
export class RenewalHandler extends DeciderHandler(renewal) {}
