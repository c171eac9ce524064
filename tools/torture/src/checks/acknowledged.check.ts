import { HttpIntent } from '@ekey/platform';
import type { AuditedFact } from '../evidence';
import type { Acknowledged } from '../ledger';

/** The commands of one request, by the steps that controllers name. */
const STEPS = ['1', 'reserve', 'claim', 'start', 'open', 'ship', 'lease', 'take-up'];

/**
 * Whatever was acknowledged is in the log: of each request a fact whose command is this request's, and one of them has the
 * revision that the answer named. A request that had nothing to store names a revision that is there as well.
 */
export function lostCommands(acknowledged: readonly Acknowledged[], facts: readonly AuditedFact[]): readonly string[] {
  const byCommand = new Map<string, number[]>();
  for (const { commandId, revision } of facts)
    byCommand.set(commandId, [...(byCommand.get(commandId) ?? []), revision]);
  const stands = new Set(facts.map(({ stream, revision }) => `${stream} ${revision}`));
  return acknowledged
    .filter((request) => !revisionsOf(request, byCommand).includes(request.revision))
    .filter((request) => !isTakenUpAgain(request, stands))
    .map(
      ({ method, path, status, revision, sendings }) =>
        `${method} ${path} was answered ${status} at revision ${revision} (sent ${sendings} times) and has left no such fact`,
    );
}

/**
 * Whoever takes an update up again sends what was stored before: nothing is stored for that, and the revision that is named
 * stands in the log of the renewal.
 */
function isTakenUpAgain({ path, revision }: Acknowledged, stands: ReadonlySet<string>): boolean {
  const renewal = /^\/api\/renewal\/v1\/renewals\/([^/]+)\/update-sessions\//.exec(path)?.[1];
  return renewal !== undefined && stands.has(`renewal.Renewal-${renewal} ${revision}`);
}

/** The ids of its commands are derived from the request by the platform's own rule. */
function revisionsOf(
  { method, path, caller: id, key }: Acknowledged,
  byCommand: ReadonlyMap<string, readonly number[]>,
): readonly number[] {
  const caller = { kind: 'staff', id, roles: [] } as const;
  const intent = new HttpIntent(caller, '', '', method, path, key, undefined);
  return STEPS.flatMap((step) => byCommand.get(intent.commandId(step)) ?? []);
}
