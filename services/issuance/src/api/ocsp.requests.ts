/** What is asked of the responder, however it is sent (RFC 6960 Appendix A). */

export const OCSP_ANSWER = 'application/ocsp-response';
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** No request, and answered as such. */
const NOTHING = Buffer.alloc(0);

export const inBody = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : NOTHING);
export const inAddress = (parameter: string): Buffer =>
  BASE64.test(parameter) ? Buffer.from(parameter, 'base64') : NOTHING;
