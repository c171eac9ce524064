export { intakeCommands } from './host-commands';
export { intakeModule } from './intake.module';
export { enterpriseSessions } from './api/enterprise-sessions';
export { SessionTokens } from './api/session-tokens';
export { paperTools, type PaperTools } from './api/paper-tools.port';
export { StandInUserPlatform } from './effects/stand-in.user-platform';
export type { ActivationOrder, ActivationResult, UserPlatform } from './effects/user-platform.port';
export { holderReportText, importHolders, type HolderPorts, type HolderReport } from './holders/import-holders';
