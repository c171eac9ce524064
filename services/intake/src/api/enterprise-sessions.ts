import { Sessions, type EndedSessions, type SessionStore } from '@ekey/platform';

/** @param hours how long a session lasts. */
export const enterpriseSessions = (store: SessionStore, ended: Pick<EndedSessions, 'end'>, hours: number): Sessions =>
  new Sessions(store, ended, { kind: 'enterprise-session', hours });
