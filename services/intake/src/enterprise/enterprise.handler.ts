import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { EnterpriseCommand } from './enterprise.commands';
import { enterprise, type EnterpriseRejection } from './enterprise.decider';
import type { EnterpriseEvent } from './enterprise.events';

export class HandleEnterprise extends StreamCommand<EnterpriseCommand, EnterpriseEvent, EnterpriseRejection> {}

@CommandHandler(HandleEnterprise)
export class EnterpriseHandler extends DeciderHandler(enterprise) {}
