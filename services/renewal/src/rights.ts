import type { RightsTable } from '@ekey/platform';

/** Dossier §3: an authority's officers and managers see their own authority's keys, support sees all. */
export const renewalRights: RightsTable = {
  'GET /api/renewal/v1/terms-ending': ['AGR', 'AGM', 'CS'],
};
