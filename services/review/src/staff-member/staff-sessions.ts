import { Sessions, type EndedSessions, type SessionStore } from '@ekey/platform';

/** The sessions of people and machines. @param hours how long each lasts */
export const staffSessions = (store: SessionStore, ended: Pick<EndedSessions, 'end'>, hours: number): Sessions =>
  new Sessions(store, ended, { kind: 'staff-session', hours });
