import type { HeldKey } from '../revocation/revocation.events';

/** A key in the hand of an enterprise. */
export const exampleHeldKey: HeldKey = {
  caseId: 'case-1',
  attempt: 1,
  uscc: '91440300MA5EXAMPLE',
  agencyId: 'agency-1',
  pickupPointId: 'point-1',
  tokenSerial: 'EK1',
  serials: ['4A', '4B'],
  sealId: 'SEAL-1',
};
