import type { RightsTable } from '@ekey/platform';

const RENEWAL = '/api/renewal/v1/renewals/:id';
const PAGE = `${RENEWAL}/documents/:slot/pages/:n`;
const UPDATE = `${RENEWAL}/update-sessions`;

/** KEX may finish the renewal that its session names: which one it is, is looked at behind the right. */
const plugged = ['KEY', 'KEX'] as const;

/**
 * An authority's officers and managers see their own authority's keys, support sees all. Whoever renews has
 * logged in with the key itself; that it is that key's own renewal is looked at behind it.
 */
export const renewalRights: RightsTable = {
  'GET /api/renewal/v1/guidance': 'public',
  'GET /api/renewal/v1/terms-ending': ['AGR', 'AGM', 'CS'],

  'POST /api/renewal/v1/renewals': ['KEY'],
  'GET /api/renewal/v1/renewals': ['KEY'],
  [`GET ${RENEWAL}`]: plugged,
  [`GET ${RENEWAL}/timeline`]: plugged,
  [`GET ${RENEWAL}/commands`]: plugged,
  [`GET ${RENEWAL}/form`]: plugged,
  [`PUT ${RENEWAL}/form`]: plugged,
  [`POST ${RENEWAL}/form-submission`]: plugged,
  [`POST ${RENEWAL}/form-reopening`]: plugged,
  [`GET ${RENEWAL}/printouts/:file`]: plugged,
  [`PUT ${PAGE}`]: plugged,
  [`GET ${PAGE}`]: plugged,
  [`DELETE ${PAGE}`]: plugged,
  [`POST ${RENEWAL}/submission`]: plugged,
  [`POST ${RENEWAL}/withdrawal`]: plugged,
  [`POST ${RENEWAL}/token-failure`]: plugged,
  [`POST ${UPDATE}`]: plugged,
  [`PUT ${UPDATE}/:sid/certificate-requests/:use`]: plugged,
  [`GET ${UPDATE}/:sid/delivery`]: plugged,
  [`PUT ${UPDATE}/:sid/steps/:step`]: plugged,
  [`POST ${UPDATE}/:sid/proof`]: plugged,
};
