export * from './app';
export * from './commands/commands';
export * from './commands/stream-command';
export * from './commands/used-keys';
export * from './config';
export * from './floor';
export * from './http/answer-schemas';
export * from './http/answers';
export * from './http/edition';
export { TakesFile } from './http/file-bodies';
export * from './http/intent';
export { generalProblems } from './http/general-problems';
export { listedProblems, toldWith, type ListedProblem } from './http/listed-problems';
export * from './http/problem';
export { addressKey } from './http/rate-limit';
export { isDiskFault, isDiskFull } from './http/disk-fault';
export * from './http/queries';
export * from './http/text-fields';
export { Weighs } from './http/route-weight';
export { type ShortWay } from './http/short-ways';
export * from './http/stored';
export * from './http/waiting-readers';
export { describeError } from './operation/describe-error';
export * from './operation/figures';
export * from './operation/host-command';
export * from './operation/logging';
export { Metrics } from './operation/metrics';
export * from './operation/once-available';
export * from './ports';
export * from './security/access-log';
export {
  ANONYMOUS,
  actorOf,
  hasRole,
  personOf,
  ROLE_NAMES,
  ROLES,
  type CallersKey,
  type Role,
} from './security/caller';
export { unusableOf, type Check } from './operation/unusable-of';
export * from './security/ended-sessions';
export * from './security/link-token';
export * from './security/lock-out';
export * from './security/passwords';
export * from './security/rights';
export * from './security/secrets';
export * from './security/session-cookies';
export * from './security/session-store';
export * from './security/sessions';
export * from './security/token-keys';
export * from './security/tokens';
export * from './security/tries';
export * from './services/case-by-case';
export * from './services/clock-envelope';
export * from './services/cloud-events';
export * from './services/groups';
export { logInNewestVersion } from './services/newest-version';
export { publisherReactor, viewReactor } from './services/reactors';
export * from './services/reactors.host';
export * from './services/service-definition';
export * from './services/view-facts';
export * from './services/case-story';
export * from './services/masking';
export * from './services/read-through';
export * from './services/view-comparison';
