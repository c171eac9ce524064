import { BROKEN_RECORD, type CommandRunner } from '@ekey/event-store';
import { accountKey, caseKey, type KeyOwner, type Recorded } from '@ekey/kernel';
import { Refusal } from '@ekey/floor';
import { SessionTokens } from '@ekey/intake';
import { fileMailing } from '@ekey/notify';
import { KeyMissing } from '@ekey/personal-data';
import {
  COMMAND_RUNNER,
  masked,
  sealsIn,
  storyOf,
  type AccessRecord,
  type Floor,
  type HostAnswer,
  type HostCommand,
} from '@ekey/platform';
import { StaffTokens } from '@ekey/review';
import type { Standing } from '../standing';
import { barTo } from './erasure-rules';

/**
 * Destroys the key of a case or an account, and with it everything that it has sealed, in every log, view, message,
 * document and backup; removes the mails that say what it had sealed, and ends the sessions of an account. Given again it
 * finishes what was broken off.
 * @throws Refusal where the law or a live case forbids it.
 */
export async function eraseOwner(standing: Standing, command: HostCommand): Promise<HostAnswer> {
  const { floor } = standing;
  const { of, id } = subjectOf(command);
  const owner = of === 'case' ? caseKey(id) : accountKey(id);
  const told = await factsOf(standing, id);
  const services = [...told].filter(([, facts]) => facts.length > 0).map(([name]) => name);
  if (services.length === 0) throw new Refusal(`no fact tells of ${of} ${id}: check the id`);
  const facts = [...told.values()].flat();
  const isNothingLeft = (await floor.personalData.isErased(owner)) || (await isLost(owner, facts, floor));
  const bar = isNothingLeft ? undefined : (brokenRecord(facts) ?? barTo(facts, of, floor.clock.now()));
  for (const service of services) await floor.accessLog.record(entryOf(service, id, command, bar === undefined));
  if (bar !== undefined) throw new Refusal(`nothing was erased: ${bar}`);
  await destroy(standing, owner, of === 'account' ? id : undefined);
  return { ok: true, text: `the key of ${owner} is destroyed, with everything that it had sealed` };
}

/** What a broken record would have told might be what forbids it. */
const brokenRecord = (facts: readonly Recorded[]): string | undefined =>
  facts.some(({ type }) => type === BROKEN_RECORD) ? 'a record of it is broken: mend that first' : undefined;

/** A key that is nowhere opens nothing any more. Its tombstone only says so, and lets those go on who ask for it in vain. */
async function isLost(owner: KeyOwner, facts: readonly Recorded[], { personalData }: Floor): Promise<boolean> {
  const seal = facts.flatMap(({ data }) => sealsIn(data)).find((each) => each.owner === owner);
  if (seal === undefined) return false;
  return personalData.open(seal).then(
    () => false,
    (error: unknown) => error instanceof KeyMissing,
  );
}

async function destroy(standing: Standing, owner: KeyOwner, accountId: string | undefined): Promise<void> {
  const { application, floor, data, services } = standing;
  const { personalData, clock, config } = floor;
  const fault = await personalData.erase(owner, clock.now()).then(
    () => undefined,
    (error: unknown) => error as Error,
  );
  if (fault !== undefined && !(await personalData.isErased(owner))) throw fault;
  for (const { name } of services) application.provided<CommandRunner>(name, COMMAND_RUNNER).forget();
  await fileMailing(data.of('outbox'), config.MAIL_FROM).mailer.forget(owner);
  if (accountId !== undefined) await logOut(standing, accountId);
  if (fault !== undefined)
    throw new Refusal(
      `the key of ${owner} is destroyed and nothing opens any more, but ${fault.message}; then run it again`,
    );
}

/** Of a user or of a member of staff: the log does not say by its id alone which of them an account is. */
async function logOut({ application }: Standing, accountId: string): Promise<void> {
  await application.provided('intake', SessionTokens).endAll(accountId);
  await application.provided('review', StaffTokens).endAll(accountId);
}

/** What each service's log tells of a case or an account. */
async function factsOf({ floor, services }: Standing, id: string): Promise<ReadonlyMap<string, readonly Recorded[]>> {
  const told = new Map<string, Recorded[]>();
  for (const { name } of services) {
    const facts: Recorded[] = [];
    for await (const { fact } of storyOf(id, floor.service(name).eventStore, [], masked)) facts.push(fact);
    told.set(name, facts);
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
