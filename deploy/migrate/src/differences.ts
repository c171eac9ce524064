import { differenceOfAccesses } from './move/accesses';
import { differencesOfDocuments } from './move/documents';
import { differencesOfKeys } from './move/keys';
import { differenceOfLogs } from './move/logs';
import { missingMessages } from './move/topics';
import type { Source } from './source';
import type { Target } from './target';

/** What two floors were found to hold. */
export interface Compared {
  /** Where they differ. */
  readonly differences: readonly string[];
  /** How much of each kind was compared. */
  readonly told: readonly string[];
}

/** Compares everything that was copied: facts, messages, entries of the access log, keys, tombstones, documents. */
export async function differences(source: Source, target: Target): Promise<Compared> {
  const [found, told]: [string[], string[]] = [[], []];
  for (const { name, publisher } of target.services) {
    const { facts, fault } = await differenceOfLogs(source.log(name), target.log(name));
    const accesses = await differenceOfAccesses(name, source.accessLog, target.accessLog);
    found.push(...[fault, accesses.fault].filter((each) => each !== undefined));
    told.push(`${name}: ${facts} facts, ${accesses.entries} entries of the access log`);
    if (publisher === undefined) continue;
    const { messages, faults } = await missingMessages(`${name}.events`, source.messaging, target.messaging);
    found.push(...faults);
    told.push(`${name}: ${messages} published facts`);
  }
  const { keys, faults } = await differencesOfKeys(source.keys, target.keys);
  const documents = await differencesOfDocuments(source.documents, target.documents);
  found.push(...faults, ...documents.faults);
  return { differences: found, told: [...told, `${keys} keys and tombstones`, `${documents.documents} documents`] };
}
