import { REQUEST_WORDINGS } from '@ekey/pki';
import { listedProblems, toldWith } from '@ekey/platform';
import { nothingToDeliver } from './certificate-requests.controller';
import { keyStandingProblems } from './key-standings.problems';
import { operatorMissing } from './order-desk';
import { orderProblems } from './orders.problems';
import { keyHandedOver, parcelProblems, tokenInNoOrder } from './parcels.problems';
import { publicKeyProblems } from './public-keys.problems';
import { readBackWrong } from './quality-check.controller';
import { notReviewed } from './receipts.controller';
import { tokenProblems } from './tokens.problems';
import { unlockProblems } from './unlocks.problems';
import { witnessUnknown } from './witnesses';

/** What issuance may refuse with, for the readers of its API. */
export const problems = listedProblems(
  [
    orderProblems,
    parcelProblems,
    tokenProblems,
    publicKeyProblems,
    keyStandingProblems,
    unlockProblems,
    toldWith(422, REQUEST_WORDINGS),
  ],
  [
    ...[nothingToDeliver(), notReviewed(), operatorMissing(), readBackWrong([]), witnessUnknown()],
    ...[keyHandedOver([]), tokenInNoOrder('EK26000001')],
  ],
);
