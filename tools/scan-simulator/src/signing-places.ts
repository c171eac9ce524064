import type { PrintoutKind } from '@ekey/printouts';
import { impressionArea } from '@ekey/printouts/pdf';
import type { Place } from './simulate-scan';

interface SigningPlaces {
  readonly signatures: readonly Place[];
  readonly seals: readonly Place[];
}

const { left, top, width } = impressionArea;
const SEAL = 40;
const impression: Place = { left: left + (width - SEAL) / 2, top: top + (width - SEAL) / 2, width: SEAL };

/** Where people sign and stamp each printout (on its last page), in millimetres. */
export const signingPlaces: Readonly<Record<PrintoutKind, SigningPlaces>> = {
  'application-form': {
    signatures: [{ left: 67, top: 253, width: 32 }],
    seals: [{ left: 50, top: 222, width: SEAL }],
  },
  'seal-confirmation': {
    signatures: [{ left: 128, top: 218, width: 36 }],
    seals: [impression, { left: 130, top: 228, width: SEAL }],
  },
  'power-of-attorney': {
    signatures: [
      { left: 64, top: 253, width: 30 },
      { left: 146, top: 253, width: 36 },
    ],
    seals: [{ left: 45, top: 216, width: SEAL }],
  },
  'user-agreement': {
    signatures: [{ left: 50, top: 254, width: 34 }],
    seals: [{ left: 30, top: 214, width: SEAL }],
  },
};
