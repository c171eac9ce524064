/**
 * Sessions, nonces and counters: small values that expire and may be lost, since no fact depends on them. A loss makes
 * people log in again.
 */
export interface SessionStore {
  /** @param expiresAt ISO 8601. */
  set(kind: string, id: string, value: unknown, expiresAt: string): Promise<void>;
  /**
   * Sets what is not there; what has expired is not. Of several callers, in whatever process, one alone sets it.
   * @param expiresAt ISO 8601.
   * @returns whether it was set now.
   */
  setIfAbsent(kind: string, id: string, value: unknown, expiresAt: string): Promise<boolean>;
  get<Value>(kind: string, id: string): Promise<Value | null>;
  /** Every value of the kind whose id begins so, in no order. */
  list<Value>(kind: string, idPrefix: string): Promise<readonly Value[]>;
  /** Gets and deletes at once: of several callers one alone is given the value. */
  take<Value>(kind: string, id: string): Promise<Value | null>;
  delete(kind: string, id: string): Promise<void>;
  /** Deletes every value of the kind whose id begins so. */
  deleteAll(kind: string, idPrefix: string): Promise<void>;
}
