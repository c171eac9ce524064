export * from './engines';
export * from './fleet';
export * from './fleet.world';
export * from './maildir';
export { MemberProcess } from './member-process';
