import type { Recorded } from '@ekey/kernel';
import type { Commands } from '@ekey/platform';
import { memoryViews } from '@ekey/views/testing';
import type { NoticeCommand } from '../notice/notice.commands';
import { CASE, NOTICE, rejection, sealedFor } from '../testing/letters';
import { published } from '../testing/published';
import { abandonedAs, delivered, failedUntil, logOf, queued } from '../testing/stories';
import { caseContacts } from '../views/case-contacts.view';
import { notices } from '../views/notices.view';
import { NoticesClock } from './notices.clock';

const now = '2026-03-02T02:00:00.000Z';
const other = (digit: string): string => digit + NOTICE.slice(1);

async function clockOver(facts: readonly Recorded[], contacts: readonly Recorded[] = []) {
  const views = memoryViews();
  await views.open([notices, caseContacts]);
  await views.apply(notices, facts);
  await views.apply(caseContacts, contacts);
  const sent: { id: string; command: NoticeCommand; commandId: string }[] = [];
  const commands = {
    try: async (_message: unknown, id: string, command: NoticeCommand, { commandId }: { commandId: string }) => {
      sent.push({ id, command, commandId });
    },
  } as unknown as Commands;
  return { clock: new NoticesClock(commands, views), sent };
}

const corrected = (correctedAt: string) =>
  published(
    'intake.ContactCorrected.v1',
    {
      ...{ caseId: CASE, kind: 'first', uscc: '91110101MA0000007T', correctedAt },
      mailTo: sealedFor(`case:${CASE}`, 'right@enterprise.example'),
    },
    { stream: `intake.KeyApplication-${CASE}`, revision: 4 },
  );

describe('when time has passed', () => {
  it('has every notice tried again whose time has come, and no other', async () => {
    const { clock, sent } = await clockOver([
      ...logOf(other('1'), queued(rejection), failedUntil('2026-03-02T01:59:59.999Z')),
      ...logOf(other('2'), queued(rejection), failedUntil('2026-03-02T02:00:01.000Z')),
      ...logOf(other('3'), queued(rejection)),
      ...logOf(other('4'), queued(rejection), delivered()),
    ]);
    await clock.tick(now);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      id: other('1'),
      command: { type: 'RetryNotice', data: { sending: 1, attempt: 1, now } },
    });
  });

  it('goes through any number of them', async () => {
    const ids = Array.from({ length: 450 }, (_, index) => `${String(index).padStart(8, '0')}${NOTICE.slice(8)}`);
    const due = ids.flatMap((id) => logOf(id, queued(rejection), failedUntil('2026-03-02T01:30:00.000Z')));
    const { clock, sent } = await clockOver(due);
    await clock.tick(now);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(450);
  });

  it('sends the same command for the same attempt, so that a lagging view doubles nothing', async () => {
    const { clock, sent } = await clockOver(logOf(NOTICE, queued(rejection), failedUntil('2026-03-02T01:30:00.000Z')));
    await clock.tick(now);
    await clock.tick('2026-03-02T02:00:05.000Z');
    expect(sent[1]?.commandId).toBe(sent[0]?.commandId);
  });
});

describe('when the address of a case is corrected', () => {
  const abandoned = logOf(NOTICE, queued(rejection), abandonedAs('address-refused', CASE, '2026-03-01T00:00:00.000Z'));

  it('hands the new address to what was abandoned', async () => {
    const { clock, sent } = await clockOver(abandoned, [corrected('2026-03-02T01:45:00.000Z')]);
    await clock.tick(now);
    expect(sent.map(({ id, command }) => [id, command.type])).toEqual([[NOTICE, 'CorrectAddress']]);
    expect(sent[0]?.command.data).toMatchObject({
      address: { mailTo: { $sealed: 'right@enterprise.example' }, statedAt: '2026-03-02T01:45:00.000Z' },
    });
  });
  it('leaves alone what was tried with that very address', async () => {
    const { clock, sent } = await clockOver(abandoned, [corrected('2026-03-01T00:00:00.000Z')]);
    await clock.tick(now);
    expect(sent).toEqual([]);
  });
  it('leaves alone what was erased', async () => {
    const erased = logOf(NOTICE, queued(rejection), abandonedAs('address-erased', CASE, '2026-03-01T00:00:00.000Z'));
    const { clock, sent } = await clockOver(erased, [corrected('2026-03-02T01:45:00.000Z')]);
    await clock.tick(now);
    expect(sent).toEqual([]);
  });
  it('waits where no address is known', async () => {
    const { clock, sent } = await clockOver(abandoned);
    await clock.tick(now);
    expect(sent).toEqual([]);
  });
});
