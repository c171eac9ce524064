import { derivedId } from '@ekey/event-store';

/**
 * The notice of one request and purpose. The same request always leads to the same notice, so that nothing is mailed
 * twice; intake derives the id of a mailed link's notice in the same way.
 */
export const noticeIdFor = (request: string, purpose: string): string => derivedId('notice', request, purpose);
