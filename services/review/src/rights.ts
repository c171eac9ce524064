import type { RightsTable } from '@ekey/platform';

const reviewers = ['AGR', 'AGM', 'SPR'] as const;
const everyone = ['AGR', 'AGC', 'AGM', 'SPR', 'SPP', 'SPL', 'CUR', 'CS', 'AUD', 'SEC', 'SYS'] as const;

/** Who may use what. Which cases are whose is the controllers', who may not follow whom the deciders'. */
export const reviewRights: RightsTable = {
  'POST /api/review/v1/sessions': 'public',
  'POST /api/review/v1/sessions/refresh': 'public',
  'DELETE /api/review/v1/sessions/current': everyone,
  'POST /api/review/v1/enrolments': 'public',
  'POST /api/review/v1/enrolments/confirmation': 'public',
  'PUT /api/review/v1/password': 'public',
  'POST /api/review/v1/machine-sessions': 'public',
  'GET /api/review/v1/jwks': 'public',

  'GET /api/review/v1/rejection-reasons': 'public',
  'GET /api/review/v1/refusal-grounds': 'public',

  'GET /api/review/v1/queues/:queue': reviewers,
  'GET /api/review/v1/cases': [...reviewers, 'AGC', 'CS', 'AUD'],
  'GET /api/review/v1/cases/:id': reviewers,
  'GET /api/review/v1/cases/:id/documents/:slot/pages/:n': reviewers,
  'POST /api/review/v1/cases/:id/claim': reviewers,
  'DELETE /api/review/v1/cases/:id/claim': reviewers,
  'PUT /api/review/v1/cases/:id/claim': ['AGM'],
  'PUT /api/review/v1/cases/:id/marks': reviewers,
  'POST /api/review/v1/cases/:id/pre-verification': ['AGR', 'AGM'],
  'POST /api/review/v1/cases/:id/re-verification': ['SPR'],
  'POST /api/review/v1/cases/:id/refusal-proposal': reviewers,
  'POST /api/review/v1/cases/:id/refusal-proposal/declination': ['AGM'],
  'POST /api/review/v1/cases/:id/refusal': ['AGM'],

  'GET /api/review/v1/staff': ['SEC', 'AGR', 'AGC', 'AGM', 'SPR', 'SPP', 'SPL', 'CS'],
  'GET /api/review/v1/staff/:id': ['SEC'],
  'POST /api/review/v1/staff': ['SEC'],
  'PUT /api/review/v1/staff/:id': ['SEC'],
  'POST /api/review/v1/staff/:id/credentials-reset': ['SEC'],
  'POST /api/review/v1/staff/:id/deactivation': ['SEC'],
  'POST /api/review/v1/staff/:id/activation': ['SEC'],

  'GET /api/review/v1/machines': ['SEC'],
  'GET /api/review/v1/machines/:id': ['SEC'],
  'POST /api/review/v1/machines': ['SEC'],
  'PUT /api/review/v1/machines/:id': ['SEC'],
  'POST /api/review/v1/machines/:id/deactivation': ['SEC'],
  'POST /api/review/v1/machines/:id/activation': ['SEC'],

  'GET /api/review/v1/organisations': everyone,
  'GET /api/review/v1/organisations/:id': everyone,
  'POST /api/review/v1/organisations': ['SEC'],
  'PUT /api/review/v1/organisations/:id': ['SEC'],
  'POST /api/review/v1/organisations/:id/deactivation': ['SEC'],
  'POST /api/review/v1/organisations/:id/activation': ['SEC'],

  'GET /api/review/v1/calendar': everyone,
  'PUT /api/review/v1/calendar/:year': ['SEC', 'SYS'],
};
