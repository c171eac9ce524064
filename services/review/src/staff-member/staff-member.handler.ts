import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { StaffMemberCommand, StaffMemberRejection } from './staff-member.commands';
import { staffMember } from './staff-member.decider';
import type { StaffMemberEvent } from './staff-member.events';

export class HandleStaffMember extends StreamCommand<StaffMemberCommand, StaffMemberEvent, StaffMemberRejection> {}

@CommandHandler(HandleStaffMember)
export class StaffMemberHandler extends DeciderHandler(staffMember) {}
