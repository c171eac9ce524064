import type { Loaders } from './serve-member';

/** The services as they are. */
export const services: Loaders = {
  intake: async () => (await import('@ekey/intake/entry')).intakeEntry,
  review: async () => (await import('@ekey/review/entry')).reviewEntry,
  issuance: async () => (await import('@ekey/issuance/entry')).issuanceEntry,
  renewal: async () => (await import('@ekey/renewal/entry')).renewalEntry,
  notify: async () => (await import('@ekey/notify/entry')).notifyEntry,
};
