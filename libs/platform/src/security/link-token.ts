import { createHmac } from 'node:crypto';
import { derivedId } from '@ekey/event-store';
import { isSameText } from './same-text';

/** The notice that a request for a mail leads to. Intake and notify derive the same one; it is the same for a repeat. */
export const noticeIdFor = (requestId: string, purpose: string): string => derivedId('notice', requestId, purpose);

/** The right that a link in a mail gives: HMAC-SHA-256(key, notice id), base64url. Computed when it is needed, never stored. */
export const linkToken = (key: Buffer, noticeId: string): string =>
  createHmac('sha256', key).update(noticeId).digest('base64url');

export const isLinkToken = (key: Buffer, noticeId: string, token: string): boolean =>
  isSameText(token, linkToken(key, noticeId));
