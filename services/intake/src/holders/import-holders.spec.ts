import { fold, isRejection } from '@ekey/kernel';
import type { CommandEnvelope } from '@ekey/event-store';
import { enterpriseSlots } from '../enterprise-slots/enterprise-slots.decider';
import type { EnterpriseSlotsCommand } from '../enterprise-slots/enterprise-slots.commands';
import type { EnterpriseSlotsEvent } from '../enterprise-slots/enterprise-slots.events';
import { holderReportText, importHolders, readHolders, type HolderPorts, type HolderReport } from './import-holders';

const one = '91350100M000100Y43';
const other = '9144030071526726XG';
const printedWrong = '91350211M0000XUF46';

/** Streams in memory that know repeated commands, as the runner does. */
function slots() {
  const streams = new Map<string, EnterpriseSlotsEvent[]>();
  const seen = new Set<string>();
  const send = (uscc: string, command: EnterpriseSlotsCommand, { commandId }: CommandEnvelope) => {
    const facts = streams.get(uscc) ?? [];
    if (seen.has(commandId))
      return Promise.resolve({ outcome: 'accepted', revision: facts.length - 1, facts, repeated: true });
    const decision = enterpriseSlots.decide(command, fold(enterpriseSlots, facts));
    if (isRejection(decision)) throw new Error(decision.rejected);
    streams.set(uscc, [...facts, ...decision]);
    if (decision.length > 0) seen.add(commandId);
    return Promise.resolve({ outcome: 'accepted', revision: 0, facts: decision, repeated: false });
  };
  const ports = {
    clock: { now: () => '2026-03-02T01:00:00.000Z' },
    commands: {
      ask: (_message: unknown, id: string) => Promise.resolve({ state: fold(enterpriseSlots, streams.get(id) ?? []) }),
      try: (_message: unknown, id: string, command: EnterpriseSlotsCommand, envelope: CommandEnvelope) =>
        send(id, command, envelope),
    },
  } as unknown as HolderPorts;
  return { ports, streams, state: (uscc: string) => fold(enterpriseSlots, streams.get(uscc) ?? []) };
}
const nothing: HolderReport = { problems: [], recorded: 0, recounted: [], known: 0 };
const unsaid = (uscc: string) => ({ uscc, keys: null });
const file = (text: string): Buffer => Buffer.from(text, 'utf8');

describe('importing the holders of before', () => {
  it('records every enterprise of the file', async () => {
    const { ports, state } = slots();
    const report = await importHolders(
      file(`\ufeff企业名称,统一社会信用代码\r\n"福州样本,有限公司",${one}\r\n深圳,${other}\r\n`),
      ports,
    );
    expect(report).toEqual({ problems: [], recorded: 2, recounted: [], known: 0 });
    expect([state(one).imported, state(other).imported]).toEqual([1, 1]);
  });
  it('changes nothing the second time', async () => {
    const { ports, streams } = slots();
    await importHolders(file(`uscc\n${one}\n`), ports);
    expect(await importHolders(file(`uscc\n${one}\n`), ports)).toMatchObject({ problems: [], recorded: 0, known: 1 });
    expect(streams.get(one)).toHaveLength(1);
  });
  it('does not bring back a record that was struck off, unless a new file says so', async () => {
    const { ports, streams, state } = slots();
    await importHolders(file(`uscc\n${one}\n`), ports);
    streams.get(one)?.push({
      type: 'HolderStruckOff',
      data: { officer: 'o1', reason: null, struckOffAt: '2026-03-02T02:00:00.000Z' },
    });
    await importHolders(file(`uscc\n${one}\n`), ports);
    expect(state(one).imported).toBe(0);
    await importHolders(file(`uscc\n${one}\n${other}\n`), ports);
    expect(state(one).imported).toBe(1);
  });
  it('takes nothing at all where one line is bad', async () => {
    const { ports, streams } = slots();
    const report = await importHolders(file(`uscc\n${one}\n91350100M000100Y4A\n`), ports);
    expect(report).toMatchObject({ recorded: 0, problems: [{ line: 3 }] });
    expect(streams.size).toBe(0);
  });
  it('reports every bad line with its number, in both languages', () => {
    const text = `uscc,name\n${one},a\n91350100M000100YIO,b\n,c\n${other}8,d\n"${one}"x,e\n`;
    const { problems } = readHolders(text);
    expect(problems.map(({ line }) => line)).toEqual([3, 4, 5, 6, 6]);
    for (const { zh, en } of problems) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/[a-z]/);
    }
  });
  it('takes codes in whatever form they were typed', () =>
    expect(readHolders(`uscc\n ９１350100m000100y43 \n`)).toEqual({ holders: [unsaid(one)], problems: [] }));
  it('takes a code with a wrong check character where the file states that it stands so on the licence', () => {
    expect(readHolders(`uscc\n${printedWrong}\n`).problems).toHaveLength(1);
    expect(readHolders(`uscc;usccAsPrinted\n${printedWrong};是\n`).holders).toEqual([unsaid(printedWrong)]);
  });
  it('takes an enterprise that is listed twice once', () =>
    expect(readHolders(`uscc\n${one}\n${one}\n`).holders).toEqual([unsaid(one)]));
  it('takes how many keys each had, in whatever form they were typed; nothing where nothing is said', () =>
    expect(readHolders(`统一社会信用代码,持有钥匙数量\n${one}, ３ \n${other},\n`)).toEqual({
      holders: [{ uscc: one, keys: 3 }, unsaid(other)],
      problems: [],
    }));
  it.each(['0', '-1', '1.5', '两把', '100', '1e1'])('takes no such number of keys: %s', (keys) => {
    const { problems } = readHolders(`uscc,keys\n${other},1\n${one},${keys}\n`);
    expect(problems).toMatchObject([{ line: 3, zh: expect.stringMatching(/数量/), en: expect.any(String) }]);
  });
  it('takes the number of an enterprise that is listed twice from the line that says it, and only one number', () => {
    const listed = (...keys: readonly string[]) =>
      readHolders(['uscc,keys', ...keys.map((each) => `${one},${each}`)].join('\n'));
    expect(listed('2', '')).toEqual({ holders: [{ uscc: one, keys: 2 }], problems: [] });
    expect(listed('', '2', '2')).toEqual({ holders: [{ uscc: one, keys: 2 }], problems: [] });
    expect(listed('2', '3').problems).toMatchObject([{ line: 3, en: expect.stringContaining('another number') }]);
  });
  it('reports everything that is wrong with a line', () =>
    expect(readHolders(`uscc,keys\n91350100M000100Y4A,x\n`).problems.map(({ line }) => line)).toEqual([2, 2]));
  it('counts them: as one each until a later file says how many, and that file changes nothing the second time', async () => {
    const { ports, state, streams } = slots();
    await importHolders(file(`uscc\n${one}\n${other}\n`), ports);
    const counted = file(`uscc,keys\n${one},3\n${other},\n`);
    const recounted = [{ uscc: one, before: 1, now: 3 }];
    expect(await importHolders(counted, ports)).toEqual({ problems: [], recorded: 1, recounted, known: 1 });
    expect([state(one).imported, state(other).imported]).toEqual([3, 1]);
    expect(await importHolders(counted, ports)).toEqual({ problems: [], recorded: 0, recounted: [], known: 2 });
    expect(streams.get(one)).toHaveLength(2);
  });
  it.each(['', '\n\n', 'name\nfoo\n', `${one}\n`])('asks for the headings where there are none: %j', (text) =>
    expect(readHolders(text).problems).toMatchObject([{ line: 1 }]),
  );
  it('sums up in both languages', () => {
    expect(holderReportText({ ...nothing, recorded: 2, known: 1 })).toMatch(
      /Recorded 2 enterprises; 1 were known already\.$/,
    );
    const bad = holderReportText({ ...nothing, problems: [{ line: 3, zh: '错', en: 'wrong' }] });
    expect(bad).toContain('3: 错 / wrong');
  });
  it('says of whom another number was recorded, which, what the file says, and what to do where that is wrong', () => {
    const recounted = [{ uscc: one, before: 3, now: 1 }];
    const [, , zh, en] = holderReportText({ ...nothing, recorded: 1, recounted }).split('\n');
    expect(zh).toMatch(new RegExp(`^${one}：此前记录为 3 把，文件为 1 把，现以文件为准。如有误，请导入.*。$`));
    expect(en).toMatch(
      new RegExp(`^${one}: 3 keys were recorded, the file says 1, .* If that is wrong, import .*\\.$`),
    );
  });
});
