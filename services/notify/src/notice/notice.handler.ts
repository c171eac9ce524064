import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { NoticeCommand } from './notice.commands';
import { notice, type NoticeRejection } from './notice.decider';
import type { NoticeEvent } from './notice.events';

export class HandleNotice extends StreamCommand<NoticeCommand, NoticeEvent, NoticeRejection> {}

@CommandHandler(HandleNotice)
export class NoticeHandler extends DeciderHandler(notice) {}
