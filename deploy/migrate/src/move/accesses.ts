import { Refusal } from '@ekey/floor';
import { isDeepStrictEqual } from 'node:util';
import type { AccessLog, AccessRecord } from '@ekey/platform';
import type { Target } from '../target';

const AT_ONCE = 500;

/** Who looked at what, in order, with its time. @throws Refusal where the other side holds something else. */
export async function copyAccesses(service: string, from: AccessLog, to: Target): Promise<void> {
  const copies = entriesOf(to.accessLog, service);
  let waiting: AccessRecord[] = [];
  for await (const entry of entriesOf(from, service)) {
    const copy = (await copies.next()).value as AccessRecord | undefined;
    if (copy === undefined) waiting.push(entry);
    else if (!isDeepStrictEqual(entry, copy))
      throw new Refusal(`the access log of ${service} holds other entries: move to an empty floor`);
    if (waiting.length < AT_ONCE) continue;
    await to.recordAsTold(waiting);
    waiting = [];
  }
  await to.recordAsTold(waiting);
}

/** @returns how many entries were compared, and the first that is missing or differs. */
export async function differenceOfAccesses(
  service: string,
  from: AccessLog,
  to: AccessLog,
): Promise<{ readonly entries: number; readonly fault?: string }> {
  const copies = entriesOf(to, service);
  let entries = 0;
  for await (const entry of entriesOf(from, service)) {
    entries += 1;
    if (!isDeepStrictEqual(entry, (await copies.next()).value))
      return { entries, fault: `entry ${entries} of the access log of ${service} is missing or another` };
  }
  return { entries };
}

/** Positions are each log's own. */
async function* entriesOf(log: AccessLog, service: string): AsyncGenerator<AccessRecord, undefined> {
  for (let after = 0; ;) {
    const page = await log.read({ service, after, limit: AT_ONCE });
    const last = page.at(-1);
    if (last === undefined) return undefined;
    for (const { position: _position, ...entry } of page) yield entry;
    after = last.position;
  }
}
