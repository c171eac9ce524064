import type { Fact } from '@ekey/kernel';
import { HttpIntent, Problem, type AccessLog, type Caller } from '@ekey/platform';
import { decidingCommands } from '@ekey/platform/testing';
import type { ViewStore } from '@ekey/views';
import { EnterpriseSlotsHandler, HandleEnterpriseSlots } from '../enterprise-slots/enterprise-slots.handler';
import { now, underReview, uscc, withdrawn } from '../key-application/key-application.examples';
import { HandleKeyApplication, KeyApplicationHandler } from '../key-application/key-application.handler';
import type { KeyApplicationState } from '../key-application/key-application.state';
import { organisations } from '../views/organisations.view';
import { CaseAccess } from './case-access';
import { SlotsController } from './slots.controller';

const HANDLERS = [
  [HandleEnterpriseSlots, EnterpriseSlotsHandler],
  [HandleKeyApplication, KeyApplicationHandler],
] as const;
const [FIRST, SECOND] = ['6f6f1d0e-3c1a-4b53-9c1e-0a4d4e1b7c01', '6f6f1d0e-3c1a-4b53-9c1e-0a4d4e1b7c02'];
const manager: Caller = { kind: 'staff', id: 'manager', roles: ['AGM'], organisationId: 'fuzhou' };
const reason = '企业重复申请，经核实释放名额';

const additional = (caseId: string): Fact => ({
  type: 'AdditionalSlotReserved',
  data: { reservationId: `r-${caseId}`, caseId, reservedAt: now },
});
const imported: Fact = { type: 'HolderImported', data: { importedAt: now } };

/** The manager releases the slot of an enterprise with such slots and cases, and names no case. */
async function released(slots: readonly Fact[], cases: Readonly<Record<string, readonly Fact[]>>) {
  const files = Object.entries(cases).map(([id, facts]) => [`intake.KeyApplication-${id}`, facts] as const);
  const commands = decidingCommands(HANDLERS, {
    [`intake.EnterpriseSlots-${uscc}`]: slots,
    ...Object.fromEntries(files),
  });
  const authority = { organisationId: 'fuzhou', kind: 'authority', region: '350100' };
  const views = {
    get: async (view: unknown) => (view === organisations ? authority : null),
    find: async () => ({ items: [] }),
  } as unknown as ViewStore;
  const access = new CaseAccess(commands, undefined as never, undefined as never);
  const accessLog = { record: async () => undefined } as unknown as AccessLog;
  const intent = new HttpIntent(manager, now, 'correlation', 'POST', '/slot-releases', 'a-key-of-16-signs', undefined);
  const answer = await new SlotsController(commands, access, views, accessLog)
    .release(uscc, { reason }, manager, intent)
    .then(
      () => 'released',
      (error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        const { code, members } = error.content;
        return members?.['applications'] === undefined ? code : [code, members['applications']];
      },
    );
  const ofCase = async (id: string) =>
    ((await commands.ask(HandleKeyApplication, id)).state as KeyApplicationState).status;
  const { state } = await commands.ask(HandleEnterpriseSlots, uscc);
  return { answer, ofCase, imported: (state as { imported: number }).imported };
}

/** The same with another authority. */
const elsewhere = (facts: readonly Fact[]): readonly Fact[] =>
  JSON.parse(JSON.stringify(facts).replaceAll('"fuzhou"', '"xiamen"')) as readonly Fact[];

describe('a release that names no case', () => {
  it('ends none where several live: which one, only the manager can say', async () => {
    const found = await released([additional(FIRST), additional(SECOND)], {
      [FIRST]: underReview,
      [SECOND]: underReview,
    });
    expect(found.answer).toEqual(['CaseNotNamed', [FIRST, SECOND]]);
    expect([await found.ofCase(FIRST), await found.ofCase(SECOND)]).not.toContain('ended');
  });

  it('ends the one of his own authority, be an older one there that is another’s', async () => {
    const found = await released([additional(FIRST), additional(SECOND)], {
      [FIRST]: elsewhere(underReview),
      [SECOND]: underReview,
    });
    expect([found.answer, await found.ofCase(FIRST), await found.ofCase(SECOND)]).toEqual([
      'released',
      'under-review',
      'ended',
    ]);
  });

  it('tells nothing of cases that are all another authority’s', async () => {
    const others = { [FIRST]: elsewhere(underReview), [SECOND]: elsewhere(underReview) };
    expect((await released([additional(FIRST), additional(SECOND)], others)).answer).toBe('NotFound');
  });

  it('ends the one that lives, be another one there that has ended and whose slot is about to be free', async () => {
    const found = await released([additional(FIRST), additional(SECOND)], {
      [FIRST]: [...underReview, withdrawn(1)],
      [SECOND]: underReview,
    });
    expect([found.answer, await found.ofCase(SECOND)]).toEqual(['released', 'ended']);
  });

  it('strikes off the imported record where the only case has just ended', async () => {
    const found = await released([imported, additional(FIRST)], { [FIRST]: [...underReview, withdrawn(1)] });
    expect([found.answer, found.imported]).toEqual(['released', 0]);
  });

  it('says that there is nothing to release where the only case has just ended, instead of nothing', async () => {
    const found = await released([additional(FIRST)], { [FIRST]: [...underReview, withdrawn(1)] });
    expect(found.answer).toBe('NoImportedHolder');
  });
});
