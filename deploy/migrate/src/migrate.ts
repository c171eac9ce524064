import type { Clock } from '@ekey/kernel';
import { sharedGroup } from '@ekey/messaging/kafka';
import type { Config } from '@ekey/platform';
import { copyAccesses } from './move/accesses';
import { differences, type Compared } from './differences';
import { copyDocuments } from './move/documents';
import { copyKeys } from './move/keys';
import { copyLog, prefixOf } from './move/logs';
import { fillTopics, groupsOfAll } from './move/topics';
import { buildViews } from './move/views';
import { drain } from './drain';
import { refuseOtherSecrets } from './same-secrets';
import { Source } from './source';
import { Target } from './target';

export interface Places {
  readonly from: Config;
  readonly to: Config;
  readonly clock: Clock;
  /** Is told of each step. */
  readonly tell: (line: string) => void;
}

/**
 * Moves everything, in an order in which it may be broken off anywhere and run again: what is there already is known.
 * Nobody may begin before the groups have been placed, which is done last and only where both sides are the same.
 * @throws Refusal saying what has to be done first.
 */
export async function migrate({ from, to, clock, tell }: Places): Promise<Compared> {
  refuseOtherSecrets(from, to);
  await betweenBoth(from, to, clock, refuseUnready);
  tell('letting the standalone process finish what it has begun');
  await drain(from, clock);
  // The last steps may have made a secret.
  refuseOtherSecrets(from, to);
  return betweenBoth(from, to, clock, (source, target) => moveAll(source, target, tell));
}

/** Says where the two sides differ, and changes nothing. */
export const compare = ({ from, to, clock }: Places): Promise<Compared> =>
  betweenBoth(from, to, clock, (source, target) => differences(source, target));

/** Before anything is begun on either side. @throws Refusal, GroupAtWork */
async function refuseUnready(source: Source, target: Target): Promise<void> {
  const groups = groupsOfAll(target.services).map(({ group, topic }) => sharedGroup(group, topic));
  const relays = target.services.map(({ name }) => `${name}: relay`);
  await target.messaging.refuseAtWork([...groups, ...relays]);
  for (const { name } of target.services) await prefixOf(source.log(name), target.log(name));
}

async function moveAll(source: Source, target: Target, tell: Places['tell']): Promise<Compared> {
  const prefixes = new Map<string, number>();
  for (const { name } of target.services) prefixes.set(name, await prefixOf(source.log(name), target.log(name)));
  tell('copying keys and tombstones');
  await copyKeys(source.keys, target.keys);
  tell('copying documents');
  await copyDocuments(source.documents, target.documents);
  for (const service of target.services) {
    const { name } = service;
    tell(`${name}: copying the log and who looked at what`);
    await copyLog(source.log(name), target.log(name), prefixes.get(name) ?? 0);
    await copyAccesses(name, source.accessLog, target);
    tell(`${name}: filling its topics`);
    await fillTopics(service, target.log(name), target.messaging);
  }
  for (const service of target.services) {
    tell(`${service.name}: building its views`);
    await buildViews(service, target);
  }
  tell('comparing both sides');
  const compared = await differences(source, target);
  if (compared.differences.length === 0) await target.messaging.beginBehindEverything(groupsOfAll(target.services));
  return compared;
}

async function betweenBoth<Result>(
  from: Config,
  to: Config,
  clock: Clock,
  work: (source: Source, target: Target) => Promise<Result>,
): Promise<Result> {
  const source = await Source.open(from.DATA_DIR, clock);
  try {
    const target = await Target.open(to, clock);
    try {
      return await work(source, target);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}
