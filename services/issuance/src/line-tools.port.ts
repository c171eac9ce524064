import { parseCertificateRequest } from '@ekey/pki';
import { faultsOfReadBack } from './api/read-back';
import { pictureOf } from './effects/seal-picture-of';

/** What the making of a key needs of cryptography and drawing beside the signatures of the authority. */
export interface LineTools {
  /** A request of the token, its proof of possession verified. */
  readonly readRequest: typeof parseCertificateRequest;
  readonly pictureOf: typeof pictureOf;
  /** What was read back from a token against what was made for it. */
  readonly faultsOfReadBack: typeof faultsOfReadBack;
}

export const LINE_TOOLS = Symbol('LineTools');

export const lineTools: LineTools = { readRequest: parseCertificateRequest, pictureOf, faultsOfReadBack };
