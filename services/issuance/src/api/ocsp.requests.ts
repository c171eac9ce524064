/** What is asked of the responder, however it is sent (RFC 6960 Appendix A). */

export const OCSP_ANSWER = 'application/ocsp-response';
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** No request, and answered as such. */
const NOTHING = Buffer.alloc(0);

export const inBody = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : NOTHING);
/** All that stands behind the address of the responder: base64 has slashes, which not everybody who asks escapes. */
export interface AskedInAddress {
  readonly '*': string;
}

export const inAddress = ({ '*': base64 }: AskedInAddress): Buffer =>
  BASE64.test(base64) ? Buffer.from(base64, 'base64') : NOTHING;
