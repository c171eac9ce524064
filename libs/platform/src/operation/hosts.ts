import type { ReactorsHost } from '../services/reactors.host';

/** Every service's reactors in this process; filled once the services stand. */
export class Hosts {
  readonly byService = new Map<string, ReactorsHost>();
  stopping = false;
}
