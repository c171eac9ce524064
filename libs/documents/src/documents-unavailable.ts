import { Unavailable } from '@ekey/kernel';

/**
 * Documents can be neither stored nor read now, or not by us: no server answers, a right is missing. It concerns no document
 * in particular: whoever meets it waits and tries again. Names server and reason, never credentials.
 */
export class DocumentsUnavailable extends Unavailable {
  constructor(server: string, why: string) {
    super(`documents at ${server}: ${why}`);
    this.name = 'DocumentsUnavailable';
  }
}
