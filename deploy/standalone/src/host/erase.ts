import { BROKEN_RECORD } from '@ekey/event-store';
import { accountKey, caseKey, type KeyOwner, type Recorded } from '@ekey/kernel';
import { Refusal } from '@ekey/floor';
import { KeyMissing } from '@ekey/personal-data';
import { masked, sealsIn, storyOf, type AccessRecord, type HostAnswer, type HostCommand } from '@ekey/platform';
import { changesOf, NO_CHANGES } from './erasure-of-changes';
import type { ErasurePlace } from './erasure-place';
import { barTo } from './erasure-rules';

/**
 * Destroys the key of a case or an account, and with it everything that it has sealed, in every log, view, message,
 * document and backup, together with the keys of the changes of contact data that are left to no other case; removes
 * the mails that say what it had sealed, and ends the sessions of an account. Given again it finishes what was broken off.
 * @throws Refusal where the law or a live case forbids it.
 */
export async function eraseOwner(place: ErasurePlace, command: HostCommand): Promise<HostAnswer> {
  const { of, id } = subjectOf(command);
  const owner = of === 'case' ? caseKey(id) : accountKey(id);
  const told = await factsOf(place, id);
  const services = [...told].filter(([, facts]) => facts.length > 0).map(([name]) => name);
  if (services.length === 0) throw new Refusal(`no fact tells of ${of} ${id}: check the id`);
  const facts = [...told.values()].flat();
  const changes = of === 'case' ? await changesOf(id, facts, place) : NO_CHANGES;
  const isNothingLeft = (await place.personalData.isErased(owner)) || (await isLost(owner, facts, place));
  const known = brokenRecord([...facts, ...changes.facts]) ?? barTo(facts, of, place.clock.now()) ?? changes.bar;
  const bar = isNothingLeft ? undefined : known;
  for (const service of services) await place.accessLog.record(entryOf(service, id, command, bar === undefined));
  if (bar !== undefined) throw new Refusal(`nothing was erased: ${bar}`);
  // The case last: until then what forbids it is looked at again.
  for (const change of changes.ids) {
    await place.accessLog.record(entryOf('intake', change, command, true));
    await destroy(place, caseKey(change), undefined);
  }
  await destroy(place, owner, of === 'account' ? id : undefined);
  return { ok: true, text: textOf(owner, changes.ids) };
}

const textOf = (owner: KeyOwner, changes: readonly string[]): string => {
  const those = changes.length === 0 ? '' : `; so are those of the changes of its contact data ${changes.join(', ')}`;
  return `the key of ${owner} is destroyed, with everything that it had sealed${those}`;
};

/** What a broken record would have told might be what forbids it. */
const brokenRecord = (facts: readonly Recorded[]): string | undefined =>
  facts.some(({ type }) => type === BROKEN_RECORD) ? 'a record of it is broken: mend that first' : undefined;

/** A key that is nowhere opens nothing any more. Its tombstone only says so, and lets those go on who ask for it in vain. */
async function isLost(owner: KeyOwner, facts: readonly Recorded[], { personalData }: ErasurePlace): Promise<boolean> {
  const seal = facts.flatMap(({ data }) => sealsIn(data)).find((each) => each.owner === owner);
  if (seal === undefined) return false;
  return personalData.open(seal).then(
    () => false,
    (error: unknown) => error instanceof KeyMissing,
  );
}

async function destroy(place: ErasurePlace, owner: KeyOwner, accountId: string | undefined): Promise<void> {
  const { personalData, clock } = place;
  const fault = await personalData.erase(owner, clock.now()).then(
    () => undefined,
    (error: unknown) => error as Error,
  );
  if (fault !== undefined && !(await personalData.isErased(owner))) throw fault;
  await place.forget(owner);
  if (accountId !== undefined) await place.logOut(accountId);
  if (fault !== undefined)
    throw new Refusal(
      `the key of ${owner} is destroyed and nothing opens any more, but ${fault.message}; then run it again`,
    );
}

/** What each service's log tells of a case or an account. */
async function factsOf({ logs }: ErasurePlace, id: string): Promise<ReadonlyMap<string, readonly Recorded[]>> {
  const told = new Map<string, Recorded[]>();
  for (const { service, log } of logs) {
    const facts: Recorded[] = [];
    for await (const { fact } of storyOf(id, log, [], masked)) facts.push(fact);
    told.set(service, facts);
  }
  return told;
}

function subjectOf({ options }: HostCommand): { of: 'case' | 'account'; id: string } {
  const { case: caseId, account } = options;
  if (caseId !== undefined && account === undefined) return { of: 'case', id: caseId };
  if (account !== undefined && caseId === undefined) return { of: 'account', id: account };
  throw new Refusal('name one case or one account');
}

const entryOf = (
  service: string,
  subject: string,
  { by, options }: HostCommand,
  granted: boolean,
): Omit<AccessRecord, 'at'> => ({
  service,
  caller: { kind: 'host', id: by, roles: [] },
  action: 'erase',
  subject,
  purpose: options['reason'] ?? '',
  outcome: granted ? 'granted' : 'refused',
});
