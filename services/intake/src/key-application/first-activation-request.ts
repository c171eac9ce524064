import { derivedId } from '@ekey/event-store';

/**
 * The id of a case's first request for the activation. Several facts may lead to it, and whichever comes first makes it: so
 * it is the case's, and the mail is the same mail.
 */
export const firstActivationRequest = (caseId: string): string => derivedId('first activation request', caseId);
