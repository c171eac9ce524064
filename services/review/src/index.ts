export { StaffTokens } from './api/staff-tokens';
export { administratorPorts, reviewCommands } from './host-commands';
export { reviewModule } from './review.module';
export { staffSessions } from './staff-member/staff-sessions';
export { firstAdministrator, type FirstLogIn, type HostPorts } from './staff-member/first-administrator';
export { recoverAdministrator } from './staff-member/recover-administrator';
