import type { RightsTable } from '@ekey/platform';

/** Mails are support's: addresses masked in the lists, a kept mail whole, its opening recorded. */
export const notifyRights: RightsTable = {
  'GET /api/notify/v1/notices': ['CS'],
  'GET /api/notify/v1/notices/:id': ['CS'],
  'POST /api/notify/v1/notices/:id/redelivery': ['CS'],
  'GET /api/notify/v1/outbox': ['CS'],
  'GET /api/notify/v1/outbox/:name': ['CS'],
  'GET /api/notify/v1/outbox/:name/source': ['CS'],
};
