/**
 * A server that this process stands on does not answer now, or not to us. It concerns no request and no fact in particular:
 * whoever meets it waits and tries again, and what was asked of the server may have been done or not. The message names
 * server and cause, and nothing secret.
 */
export class Unavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Unavailable';
  }
}
