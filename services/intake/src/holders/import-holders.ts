import { createHash } from 'node:crypto';
import { checkUscc, checkUsccShape, type Bilingual } from '@ekey/identifiers';
import { derivedId } from '@ekey/event-store';
import type { Clock } from '@ekey/kernel';
import type { Commands } from '@ekey/platform';
import { HandleEnterpriseSlots } from '../enterprise-slots/enterprise-slots.handler';
import type { EnterpriseSlotsState } from '../enterprise-slots/enterprise-slots.state';
import { decodedCsv, parseCsv, type CsvFault } from './csv';

/** What is wrong with one line of the file. */
export interface HolderProblem extends Bilingual {
  readonly line: number;
}

/** How many keys an enterprise was recorded to have had, and has now by the file. */
export interface Recount {
  readonly uscc: string;
  readonly before: number;
  readonly now: number;
}

/** `problems` is empty, or nothing of the file was taken. */
export interface HolderReport {
  readonly problems: readonly HolderProblem[];
  /** Enterprises that were not known to have a key, or not to have so many. */
  readonly recorded: number;
  /** Those of them of which another number of keys had been recorded. */
  readonly recounted: readonly Recount[];
  /** Enterprises of which the file tells nothing new. */
  readonly known: number;
}

export interface HolderPorts {
  readonly commands: Pick<Commands, 'ask' | 'try'>;
  readonly clock: Clock;
}

interface Holder {
  readonly uscc: string;
  /** `null` where the file does not say. */
  readonly keys: number | null;
}

/** The headings by which the columns are known; any other column is passed over. */
const CODE = ['统一社会信用代码', 'uscc'];
const AS_PRINTED = ['代码与营业执照完全一致', 'usccasprinted'];
const KEYS = ['持有钥匙数量', 'keys'];
const YES = ['是', 'yes', 'true', '1'];
const DELIMITERS = [',', ';', '\t'];

/**
 * Records the enterprises that had a key before this system, from a CSV file with the column 统一社会信用代码 (or `uscc`),
 * and optionally 代码与营业执照完全一致 (or `usccAsPrinted`) for codes whose check character is wrong on the licence itself,
 * and 持有钥匙数量 (or `keys`), how many each had when this system began: one where nothing is said.
 * Every line is checked before any is taken. Taken again, the same file changes nothing, not even where a manager has
 * struck a record off since.
 */
export async function importHolders(file: Buffer, ports: HolderPorts): Promise<HolderReport> {
  const { holders, problems } = readHolders(decodedCsv(file));
  if (problems.length > 0) return { problems, recorded: 0, recounted: [], known: 0 };
  const edition = createHash('sha256').update(file).digest('hex');
  let recorded = 0;
  const recounted: Recount[] = [];
  for (const holder of holders) {
    const { uscc, keys } = holder;
    const before = await importedOf(uscc, ports);
    if (!(await record(holder, edition, ports))) continue;
    recorded += 1;
    if (before > 0 && keys !== null) recounted.push({ uscc, before, now: keys });
  }
  return { problems, recorded, recounted, known: holders.length - recorded };
}

/** @returns the enterprises by their codes in normal form, each once, or every problem of the file. */
export function readHolders(text: string): {
  readonly holders: readonly Holder[];
  readonly problems: readonly HolderProblem[];
} {
  const [heading = ''] = text.split(/\r\n|\r|\n/, 1);
  const delimiter = DELIMITERS.find((each) => heading.includes(each)) ?? ',';
  const { records, faults } = parseCsv(text, delimiter);
  const [header, ...lines] = records;
  const columns = header?.fields.map((field) => field.trim().toLowerCase()) ?? [];
  const code = columns.findIndex((column) => CODE.includes(column));
  const asPrinted = columns.findIndex((column) => AS_PRINTED.includes(column));
  const number = columns.findIndex((column) => KEYS.includes(column));
  if (code < 0) return { holders: [], problems: [noHeading] };
  const problems: HolderProblem[] = faults.map(quoteProblem);
  const holders = new Map<string, number | null>();
  for (const { line, fields } of lines) {
    const states = YES.includes((fields[asPrinted] ?? '').trim().toLowerCase());
    const checked = (states ? checkUsccShape : checkUscc)(fields[code] ?? '');
    if (!checked.ok) problems.push({ line, zh: checked.zh, en: checked.en });
    const keys = keysIn(fields[number] ?? '');
    if (keys === undefined) problems.push({ line, ...noNumber });
    if (!checked.ok || keys === undefined) continue;
    const said = holders.get(checked.value) ?? null;
    if (said !== null && keys !== null && said !== keys) problems.push({ line, ...anotherNumber });
    holders.set(checked.value, keys ?? said);
  }
  return {
    holders: [...holders].map(([uscc, keys]) => ({ uscc, keys })),
    problems: problems.sort((one, other) => one.line - other.line),
  };
}

/** @returns `null` where nothing is said, `undefined` where it is no number of keys. Digits may be of full width. */
function keysIn(field: string): number | null | undefined {
  const text = field.normalize('NFKC').trim();
  if (text === '') return null;
  return /^[1-9]\d?$/.test(text) ? Number(text) : undefined;
}

const noNumber: Bilingual = {
  zh: '持有钥匙数量须为1至99的整数。',
  en: 'The number of keys is a whole number from 1 to 99.',
};

const anotherNumber: Bilingual = {
  zh: '同一企业在前面的行中写有不同的持有钥匙数量。',
  en: 'A line before gives another number of keys for this enterprise.',
};

const noHeading: HolderProblem = {
  line: 1,
  zh: '首行须为列标题，并含有“统一社会信用代码”（或 uscc）一列。',
  en: 'The first line names the columns; one of them is 统一社会信用代码 (or uscc).',
};

const quoteProblem = ({ line, fault }: CsvFault): HolderProblem =>
  fault === 'quote-not-closed'
    ? { line, zh: '引号没有结束。', en: 'A quotation mark is not closed.' }
    : { line, zh: '结束引号之后还有文字。', en: 'Text follows a closing quotation mark.' };

/** @returns how many keys of before are recorded; none where the enterprise is not known to have had any. */
async function importedOf(uscc: string, { commands }: HolderPorts): Promise<number> {
  return ((await commands.ask(HandleEnterpriseSlots, uscc)).state as EnterpriseSlotsState).imported;
}

/** @returns whether it was news. */
async function record({ uscc, keys }: Holder, edition: string, { commands, clock }: HolderPorts): Promise<boolean> {
  const now = clock.now();
  const commandId = derivedId('host', 'import-holder', edition, uscc);
  const outcome = await commands.try(
    HandleEnterpriseSlots,
    uscc,
    { type: 'ImportHolder', data: { keys, now } },
    {
      commandId,
      actor: { kind: 'host', id: 'import-holders' },
      correlationId: commandId,
      recordedAt: now,
      sent: edition,
    },
  );
  if (outcome.outcome !== 'accepted') throw new Error(`the record of ${uscc} was not taken: ${outcome.outcome}`);
  return outcome.facts.length > 0 && !outcome.repeated;
}

/** The report as a person reads it, in both languages. */
export function holderReportText({ problems, recorded, recounted, known }: HolderReport): string {
  if (problems.length === 0)
    return [
      `已记录 ${recorded} 家企业，另有 ${known} 家此前已有记录。`,
      `Recorded ${recorded} enterprises; ${known} were known already.`,
      ...recounted.flatMap(recountLines),
    ].join('\n');
  const lines = problems.map(({ line, zh, en }) => `${line}: ${zh} / ${en}`);
  return [
    `文件有 ${problems.length} 处错误，未导入任何企业。 / The file has ${problems.length} faults; nothing was taken.`,
    ...lines,
  ].join('\n');
}

/** A file that was taken before is known by its bytes: who puts a number right by it would not be heard. */
const recountLines = ({ uscc, before, now }: Recount): readonly string[] => [
  `${uscc}：此前记录为 ${before} 把，文件为 ${now} 把，现以文件为准。如有误，请导入写有正确数量的新文件；曾经导入过的同一文件不再生效。`,
  `${uscc}: ${before} keys were recorded, the file says ${now}, which holds from now on. If that is wrong, import a new file with the right number; the very file of an earlier import is not taken again.`,
];
