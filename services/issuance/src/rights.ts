import type { RightsTable } from '@ekey/platform';

const line = ['SPP'] as const;
const stock = ['SPL'] as const;
const counter = ['AGC', 'AGM'] as const;
const staff = ['SPP', 'SPL', 'SPR', 'AGC', 'AGM', 'CS'] as const;
const reinstating = ['AGM', 'SPR'] as const;
const unlocking = ['SPP', 'SPR'] as const;
const certificates = '/api/issuance/v1/certificates';
const orders = '/api/issuance/v1/orders';
const parcels = '/api/issuance/v1/parcels';
const tokens = '/api/issuance/v1/tokens';

/** Whose orders an authority's people see is the controllers' business, who may not do two things in one case the deciders'. */
export const issuanceRights: RightsTable = {
  [`GET ${orders}`]: staff,
  [`GET ${orders}/:id`]: staff,
  [`GET ${orders}/:id/documents/:slot/pages/:page`]: ['SPP', 'SPR', 'AGC', 'AGM'],
  [`GET ${orders}/:id/receipt.pdf`]: counter,
  [`POST ${orders}/:id/production`]: line,
  [`POST ${orders}/:id/certificate-requests`]: line,
  [`GET ${orders}/:id/delivery`]: ['SPP', 'SPR'],
  [`POST ${orders}/:id/pin-letter`]: line,
  [`POST ${orders}/:id/quality-check`]: ['SPP', 'SPR'],
  [`POST ${orders}/:id/failure`]: ['SPP', 'SPR'],
  [`POST ${orders}/:id/pickup-notice`]: counter,
  [`POST ${orders}/:id/final-review`]: counter,
  [`POST ${orders}/:id/hand-over`]: counter,
  [`POST ${orders}/:id/termination`]: ['AGM'],
  [`GET ${parcels}`]: ['SPL', 'AGC', 'AGM', 'CS'],
  [`GET ${parcels}/:id`]: ['SPL', 'AGC', 'AGM', 'CS'],
  [`POST ${parcels}`]: stock,
  [`POST ${parcels}/:id/receipt`]: counter,
  [`POST ${parcels}/:id/loss`]: ['SPL', 'AGC', 'AGM'],
  [`POST ${parcels}/:id/damage`]: ['SPL', 'AGC', 'AGM'],
  [`GET ${tokens}`]: ['SPL', 'SPP', 'AGC', 'AGM'],
  [`GET ${tokens}/:serial`]: ['SPL', 'SPP', 'AGC', 'AGM'],
  [`POST ${tokens}`]: stock,
  [`POST ${tokens}/:serial/scrapping`]: stock,
  [`POST ${tokens}/:serial/return`]: ['SPL', 'AGC', 'AGM'],
  [`POST ${tokens}/:serial/destruction`]: stock,
  'GET /api/issuance/v1/key-standings': ['AGC', 'AGM', 'SPR', 'CS'],
  'GET /api/issuance/v1/differences': ['AUD', 'SPR'],
  'GET /api/issuance/v1/matches': ['AUD', 'SPR'],
  [`POST ${certificates}/:serial/suspension`]: ['AGC', 'AGM', 'SPR', 'CS'],
  [`POST ${certificates}/:serial/reinstatement`]: reinstating,
  [`POST ${certificates}/:serial/reinstatement/confirmation`]: reinstating,
  [`POST ${certificates}/:serial/revocation`]: ['AGM', 'SPR'],
  [`POST ${certificates}/:serial/revocation/verification`]: ['SPR'],
  [`POST ${certificates}/:serial/revocation/execution`]: ['SPR'],
  [`POST ${certificates}/:serial/revocation/rejection`]: ['SPR'],
  [`POST ${certificates}/:serial/revocation/cancellation`]: ['AGM', 'SPR'],
  'GET /api/issuance/v1/unlocks': ['SPP', 'SPR', 'CS'],
  [`POST ${certificates}/:serial/unlock`]: ['SPP', 'SPR', 'CS'],
  [`POST ${certificates}/:serial/unlock/verification`]: unlocking,
  [`POST ${certificates}/:serial/unlock/authorisation`]: unlocking,
  [`POST ${certificates}/:serial/unlock/rejection`]: unlocking,
  [`POST ${certificates}/:serial/unlock/cancellation`]: ['SPP', 'SPR', 'CS'],
  [`POST ${certificates}/:serial/unlock/outcome`]: 'public',
  [`GET ${certificates}/:serial`]: 'public',
  [`GET ${certificates}/:serial/status`]: 'public',
  'GET /api/issuance/v1/crl': 'public',
  'POST /api/issuance/v1/ocsp': 'public',
  'GET /api/issuance/v1/ocsp/*': 'public',
  'GET /api/issuance/v1/ca.pem': 'public',
  'GET /api/issuance/v1/ca.cer': 'public',
};
