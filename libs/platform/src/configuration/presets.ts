/** What each floor chooses for the ports; every one of them may be chosen otherwise. */
const DISTRIBUTED = {
  EVENT_STORE: 'kurrent',
  MESSAGING: 'kafka',
  VIEWS: 'mongo',
  DOCUMENTS: 'minio',
  KEYS: 'mongo',
  SESSIONS: 'mongo',
  MAIL: 'smtp',
} as const;

export const presetOf = (platform: string | undefined): Readonly<Record<string, string>> =>
  platform === 'distributed' ? DISTRIBUTED : {};
