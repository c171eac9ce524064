import type { RightsTable } from '@ekey/platform';

const CASE = '/api/intake/v1/applications/:id';
const PAGE = `${CASE}/documents/:slot/pages/:n`;
const ENTERPRISE = '/api/intake/v1/enterprises/:uscc';
const CHANGE = `${ENTERPRISE}/contact-changes/:change`;

/** Who may use each route; that it is the caller's own case, enterprise or authority is looked at behind it. */
export const intakeRights: RightsTable = {
  'GET /api/intake/v1/guidance': 'public',
  'GET /api/intake/v1/licence-types': 'public',
  'GET /api/intake/v1/organisations': 'public',
  'GET /api/intake/v1/form-schema': 'public',
  'GET /api/intake/v1/rejection-reasons': 'public',

  'POST /api/intake/v1/accounts': 'public',
  'GET /api/intake/v1/accounts/current': ['ENT'],
  'PUT /api/intake/v1/accounts/current/password': ['ENT'],
  'PUT /api/intake/v1/accounts/current/address': ['ENT'],
  'POST /api/intake/v1/accounts/current/address-confirmations': ['ENT'],
  'POST /api/intake/v1/address-confirmations': 'public',
  'POST /api/intake/v1/password-resets': 'public',
  'PUT /api/intake/v1/password-resets/:account': 'public',
  'POST /api/intake/v1/invitations': 'public',
  'POST /api/intake/v1/activations': 'public',

  'POST /api/intake/v1/sessions': 'public',
  'POST /api/intake/v1/sessions/refresh': 'public',
  'DELETE /api/intake/v1/sessions/current': ['ENT', 'KEY', 'KEX'],
  'POST /api/intake/v1/key-challenges': 'public',
  'POST /api/intake/v1/key-sessions': 'public',
  'GET /api/intake/v1/jwks': 'public',

  [`GET ${ENTERPRISE}`]: ['ENT'],
  [`POST ${ENTERPRISE}/invitations`]: ['ENT'],
  [`DELETE ${ENTERPRISE}/invitations/:invitation`]: ['ENT'],
  [`DELETE ${ENTERPRISE}/users/:account`]: ['ENT'],
  [`POST ${ENTERPRISE}/contact-changes`]: ['ENT'],
  [`GET ${ENTERPRISE}/contact-changes`]: ['ENT'],
  [`GET ${CHANGE}`]: ['ENT'],
  [`GET ${CHANGE}/commands`]: ['ENT'],
  [`GET ${CHANGE}/timeline`]: ['ENT'],
  [`POST ${CHANGE}/submission`]: ['ENT'],
  [`POST ${CHANGE}/withdrawal`]: ['ENT'],
  [`POST ${ENTERPRISE}/slot-releases`]: ['AGM'],

  'POST /api/intake/v1/applications': ['ENT'],
  'GET /api/intake/v1/applications': ['ENT'],
  [`GET ${CASE}`]: ['ENT'],
  [`GET ${CASE}/commands`]: ['ENT'],
  [`GET ${CASE}/timeline`]: ['ENT'],
  [`GET ${CASE}/form`]: ['ENT'],
  [`PUT ${CASE}/form`]: ['ENT'],
  [`POST ${CASE}/form-submission`]: ['ENT'],
  [`POST ${CASE}/form-reopening`]: ['ENT'],
  [`GET ${CASE}/printouts/:file`]: ['ENT'],
  [`PUT ${PAGE}`]: ['ENT'],
  [`GET ${PAGE}`]: ['ENT'],
  [`DELETE ${PAGE}`]: ['ENT'],
  [`POST ${CASE}/submission`]: ['ENT'],
  [`POST ${CASE}/withdrawal`]: ['ENT'],
  [`POST ${CASE}/key-loss`]: ['ENT'],
  [`POST ${CASE}/loss-withdrawal`]: ['ENT'],
  [`POST ${CASE}/unlock-request`]: ['ENT'],
  [`POST ${CASE}/unlock-withdrawal`]: ['ENT'],
  [`POST ${CASE}/revocation-request`]: ['ENT'],
  [`POST ${CASE}/revocation-withdrawal`]: ['ENT'],
  [`PUT ${CASE}/contact`]: ['ENT'],
  [`POST ${CASE}/activation-mails`]: ['ENT'],
};
