import type { RightsTable } from '@ekey/platform';

const RENEWAL = '/api/renewal/v1/renewals/:id';
const PAGE = `${RENEWAL}/documents/:slot/pages/:n`;
const UPDATE = `${RENEWAL}/update-sessions`;

/**
 * Dossier §3: an authority's officers and managers see their own authority's keys, support sees all. Whoever renews has
 * logged in with the key itself; that it is that key's own renewal is looked at behind it.
 */
export const renewalRights: RightsTable = {
  'GET /api/renewal/v1/terms-ending': ['AGR', 'AGM', 'CS'],

  'POST /api/renewal/v1/renewals': ['KEY'],
  'GET /api/renewal/v1/renewals': ['KEY'],
  [`GET ${RENEWAL}`]: ['KEY'],
  [`GET ${RENEWAL}/form`]: ['KEY'],
  [`PUT ${RENEWAL}/form`]: ['KEY'],
  [`POST ${RENEWAL}/form-submission`]: ['KEY'],
  [`POST ${RENEWAL}/form-reopening`]: ['KEY'],
  [`GET ${RENEWAL}/printouts/:file`]: ['KEY'],
  [`PUT ${PAGE}`]: ['KEY'],
  [`GET ${PAGE}`]: ['KEY'],
  [`DELETE ${PAGE}`]: ['KEY'],
  [`POST ${RENEWAL}/submission`]: ['KEY'],
  [`POST ${RENEWAL}/withdrawal`]: ['KEY'],
  [`POST ${RENEWAL}/token-failure`]: ['KEY'],
  [`POST ${UPDATE}`]: ['KEY'],
  [`PUT ${UPDATE}/:sid/certificate-requests/:use`]: ['KEY'],
  [`GET ${UPDATE}/:sid/delivery`]: ['KEY'],
  [`PUT ${UPDATE}/:sid/steps/:step`]: ['KEY'],
  [`POST ${UPDATE}/:sid/proof`]: ['KEY'],
};
