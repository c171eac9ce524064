import type { Caller } from './caller';

/** A caller, or who gives commands on the host (by his log-in there). */
export interface Looker extends Pick<Caller, 'id' | 'roles' | 'operator'> {
  readonly kind: Caller['kind'] | 'host';
}

/** One look at, or one try for, what is not everybody's: log-ins, refused rights, verdicts, openings of personal data. Holds none itself. */
export interface AccessRecord {
  readonly at: string;
  readonly service: string;
  readonly caller: Looker;
  readonly action: string;
  /** The case, account or other thing by its id. */
  readonly subject: string;
  readonly purpose: string;
  readonly outcome: 'granted' | 'refused';
}

export interface AccessLog {
  record(entry: Omit<AccessRecord, 'at'>): Promise<void>;
  /** Oldest first, behind a position. */
  read(query: {
    service: string;
    subject?: string;
    after: number;
    limit: number;
  }): Promise<readonly (AccessRecord & { position: number })[]>;
}

/** An entry as it is kept: of the caller no more than names him. @param at ISO 8601. */
export function accessRecord(entry: Omit<AccessRecord, 'at'>, at: string): AccessRecord {
  const { kind, id, roles, operator } = entry.caller;
  return { at, ...entry, caller: { kind, id, roles, ...(operator === undefined ? {} : { operator }) } };
}
