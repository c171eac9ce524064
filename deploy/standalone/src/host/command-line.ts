import { parseArgs } from 'node:util';
import { Refusal } from '@ekey/floor';

interface Syntax {
  readonly does: string;
  /** How it is given; the first one alone is what `npm run <name>` knows without options. */
  readonly forms: readonly string[];
  /** What each option says. `<…>`: takes a value. */
  readonly options: Readonly<Record<string, string>>;
  /** Takes the name of a file. */
  readonly file?: boolean;
}

/** What can be told to the data of this host. */
export const COMMANDS = {
  replay: {
    does: 'Tells a case fact by fact, or compares the views of a service with what its facts make of them.',
    forms: ['--case <id> [--purpose "<text>"]', '--rebuild <service> [--switch]'],
    options: {
      case: '<id>  every fact of the case or account over all services, with the state after it',
      purpose: '<text>  show the data of persons; the purpose is recorded in the access log',
      rebuild: '<service>  build each of its views beside the live one, and say whether the two are equal',
      switch: 'answer readers from what was built, where it differs',
    },
  },
  backup: {
    does: 'Saves everything as it stands at one moment, also while the process runs.',
    forms: ['--to <folder>'],
    options: { to: '<folder>  a new folder: facts, keys and tombstones in three parts' },
  },
  restore: {
    does: 'Brings a backup back into an empty data folder. What was erased stays erased.',
    forms: ['--from <folder>'],
    options: { from: '<folder>  a backup, whole' },
  },
  check: {
    does: 'Looks at every record, key, seal and document, and names what is broken.',
    forms: [''],
    options: {},
  },
  'import:holders': {
    does: 'Records the enterprises that had a key before this system: all lines of the file, or none.',
    forms: ['<file.csv>'],
    options: {},
    file: true,
  },
  'admin:recover': {
    does: 'Lets the security administrator in again: new one-time password, new second factor, no session left.',
    forms: [''],
    options: {},
  },
  erase: {
    does: 'Destroys the key of a case or an account, and with it the data of its persons everywhere, for good.',
    forms: ['--case <id> --reason "<text>"', '--account <id> --reason "<text>"'],
    options: {
      case: '<id>  the case: an application, a renewal or a change of contact data',
      account: '<id>  the account of a user or a member of staff',
      reason: '<text>  why; recorded in the access log, so name no person in it',
    },
  },
  redrive: {
    does: 'Tries again what could not be handled, and tells what still cannot, and why.',
    forms: ['[--service <name>] [--case <id>]'],
    options: { service: '<name>  of this service alone', case: '<id>  of this case alone' },
  },
} as const satisfies Readonly<Record<string, Syntax>>;

export type CommandName = keyof typeof COMMANDS;

/** A command as it was typed, checked against its syntax. */
export interface Typed {
  readonly name: CommandName;
  /** Flags that were given are empty texts. */
  readonly options: Readonly<Record<string, string>>;
  readonly file?: string;
  readonly wantsHelp: boolean;
}

const LONGEST_VALUE = 1_000;

/** @throws Refusal, with how the command is given. */
export function readCommandLine(words: readonly string[]): Typed {
  const [name = '', ...rest] = words;
  if (!isCommand(name))
    throw new Refusal(`${name === '' ? 'name a command' : `there is no command ${name}`}\n${helpOfAll()}`);
  const { values, positionals } = parse(name, rest);
  if (values['help'] === true) return { name, options: {}, wantsHelp: true };
  const options = Object.fromEntries(
    Object.entries(values).map(([option, value]) => [option, value === true ? '' : String(value)]),
  );
  for (const [option, value] of Object.entries(options)) refuseUnfit(name, option, value);
  const [file] = positionals;
  if ('file' in COMMANDS[name] && file === undefined) throw new Refusal(`name the file\n${helpOf(name)}`);
  return { name, options, wantsHelp: false, ...(file === undefined ? {} : { file }) };
}

export const helpOf = (name: CommandName): string => {
  const { does, forms, options }: Syntax = COMMANDS[name];
  const given = forms.map((form) => `  npm run ${name}${form === '' ? '' : ` -- ${form}`}`);
  return [
    does,
    '',
    ...given,
    ...Object.entries(options).map(([option, text]) => `    --${option}${text.startsWith('<') ? ' ' : '  '}${text}`),
  ].join('\n');
};

const helpOfAll = (): string =>
  Object.entries(COMMANDS)
    .map(([name, { does }]) => `  ${name.padEnd(16)}${does}`)
    .join('\n');

const isCommand = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name);

function parse(name: CommandName, words: readonly string[]) {
  const { options, file = false }: Syntax = COMMANDS[name];
  const types = Object.entries(options).map(([option, text]) => [
    option,
    { type: text.startsWith('<') ? 'string' : 'boolean' },
  ]);
  const config = { args: [...words], strict: true, allowPositionals: file } as const;
  try {
    const parsed = parseArgs({
      ...config,
      options: { ...Object.fromEntries(types), help: { type: 'boolean', short: 'h' } },
      tokens: true,
    });
    refuseTwice(parsed.tokens);
    if (parsed.positionals.length > 1) throw new Error(`one file at a time: ${parsed.positionals.join(', ')}`);
    return parsed as { values: Record<string, string | boolean>; positionals: string[] };
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n${helpOf(name)}`);
  }
}

/** The last one would be taken without a word, and what was meant might be the other. */
function refuseTwice(tokens: readonly { readonly kind: string; readonly name?: string }[]): void {
  const names = tokens.filter(({ kind }) => kind === 'option').map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`--${twice} is given twice`);
}

function refuseUnfit(name: CommandName, option: string, value: string): void {
  const takesValue = (COMMANDS[name].options as Readonly<Record<string, string>>)[option]?.startsWith('<') === true;
  if (takesValue && value.trim() === '') throw new Refusal(`--${option} needs a value\n${helpOf(name)}`);
  if (value.length > LONGEST_VALUE) throw new Refusal(`--${option} is longer than ${LONGEST_VALUE} characters`);
}

/** Exactly one of these options, with all that it needs. @throws Refusal */
export function requireOne({ name, options }: Typed, ...choices: readonly (readonly string[])[]): void {
  const whole = choices.filter((choice) => choice.every((option) => options[option] !== undefined));
  const begun = choices.filter(([first = '']) => options[first] !== undefined);
  if (whole.length !== 1 || begun.length !== 1) throw new Refusal(helpOf(name));
}
