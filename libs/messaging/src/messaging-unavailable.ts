import { Unavailable } from '@ekey/kernel';

/**
 * Messages can be neither stored nor read now, or not by us: no server answers, a topic is not there, a right is missing.
 * It concerns no message in particular: whoever meets it waits and tries again, and parks nothing.
 */
export class MessagingUnavailable extends Unavailable {
  constructor(what: string, cause: string) {
    super(`${what}: ${cause}`);
    this.name = 'MessagingUnavailable';
  }
}
