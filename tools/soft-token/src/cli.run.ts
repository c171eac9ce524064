import { readFileSync } from 'node:fs';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CertificateUse, toPem } from '@ekey/pki';
import { SoftToken, USES } from './soft-token';
import { loadToken, saveToken } from './token-file';
import { TokenRefused } from './token.refusal';

export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export const HELP = `soft-token <command> --token <file> [options]     plays a USB token, kept in a file

  create      --serial <no> [--pin <pin>] [--admin-pin <pin>]  a blank token; prints both its PINs, once
  csr         --pin <pin> [--out <folder>]                makes both key pairs and prints, or writes, both requests
  import      [--signing <pem|der>] [--encryption <pem|der>] [--seal <der>]
  read-back   [--out <folder>]                            what stands on the token: tries left, certificates, seal
  sign        --pin <pin> --data <file|->  [--out <file>] signature of the signing key (RSA, SHA-256), base64
  change-pin  --pin <old> --new-pin <new>
  unblock     --admin-pin <pin> --new-pin <new>           where the PIN is locked; the new one has to be changed
  export-p12  --pin <pin> --use <signing|encryption> --password <password> --out <file>    for test fixtures only

Exit code: 0 done, 1 refused by the token, 2 called wrongly.`;

class CalledWrongly extends Error {}

const OPTIONS = {
  token: { type: 'string' },
  serial: { type: 'string' },
  pin: { type: 'string' },
  'new-pin': { type: 'string' },
  'admin-pin': { type: 'string' },
  out: { type: 'string' },
  signing: { type: 'string' },
  encryption: { type: 'string' },
  seal: { type: 'string' },
  data: { type: 'string' },
  use: { type: 'string' },
  password: { type: 'string' },
  help: { type: 'boolean' },
} as const;

class Arguments {
  constructor(private readonly values: Record<string, string | boolean | undefined>) {}

  optional(name: keyof typeof OPTIONS): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' ? value : undefined;
  }

  required(name: keyof typeof OPTIONS): string {
    const value = this.optional(name);
    if (value === undefined || value === '') throw new CalledWrongly(`--${name} is missing`);
    return value;
  }
}

type Command = (token: SoftToken, args: Arguments, terminal: Terminal) => Promise<void>;

const COMMANDS: Record<string, Command> = {
  csr: async (token, args, terminal) => {
    const requests = await token.makeRequests(args.required('pin'));
    for (const use of USES) await give(requests[use], args.optional('out'), `${use}.csr.pem`, terminal);
  },
  import: async (token, args, terminal) => {
    for (const use of USES) {
      const file = args.optional(use);
      if (file !== undefined) token.importCertificate(use, await certificateIn(file));
    }
    const seal = args.optional('seal');
    if (seal !== undefined) token.importSeal(await readFile(seal));
    terminal.out('imported');
  },
  'read-back': async (token, args, terminal) => {
    const out = args.optional('out');
    const { triesLeft, serialNumber, state } = token;
    terminal.out(
      JSON.stringify({ serialNumber, triesLeft, initialPin: state.pin.initial, seal: state.seal !== undefined }),
    );
    for (const use of USES) {
      const certificate = token.readCertificate(use);
      if (certificate) await give(toPem('CERTIFICATE', certificate), out, `${use}.cert.pem`, terminal);
    }
    const seal = token.readSeal();
    if (seal && out !== undefined) await writeFile(join(out, 'seal.esl'), seal);
  },
  sign: async (token, args, terminal) => {
    const signature = (await token.signNonce(args.required('pin'), await bytesIn(args.required('data')))).toString(
      'base64',
    );
    const out = args.optional('out');
    if (out === undefined) terminal.out(signature);
    else await writeFile(out, signature);
  },
  'change-pin': async (token, args, terminal) => {
    await token.changePin(args.required('pin'), args.required('new-pin'));
    terminal.out('changed');
  },
  unblock: async (token, args, terminal) => {
    await token.unblockPin(args.required('admin-pin'), args.required('new-pin'));
    terminal.out('unblocked');
  },
  'export-p12': async (token, args, terminal) => {
    const use = args.required('use');
    if (!USES.includes(use as CertificateUse)) throw new CalledWrongly('--use is signing or encryption');
    const p12 = await token.exportPkcs12(args.required('pin'), use as CertificateUse, args.required('password'));
    await writeFile(args.required('out'), p12, { mode: 0o600 });
    terminal.out('exported');
  },
};

/** Runs one command line and gives the exit code. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { values, positionals } = parse(argv);
    const [name] = positionals;
    if (values.help || name === undefined) return say(terminal.out, HELP, values.help ? 0 : 2);
    await execute(name, new Arguments(values), terminal);
    return 0;
  } catch (error) {
    if (error instanceof TokenRefused) return say(terminal.err, error.message, 1);
    if (error instanceof CalledWrongly) return say(terminal.err, `${error.message}\n\n${HELP}`, 2);
    return say(terminal.err, (error as Error).message, 2);
  }
}

function say(stream: (text: string) => void, text: string, code: number): number {
  stream(text);
  return code;
}

function parse(argv: readonly string[]): {
  values: Record<string, string | boolean | undefined>;
  positionals: string[];
} {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new CalledWrongly((error as Error).message);
  }
}

async function execute(name: string, args: Arguments, terminal: Terminal): Promise<void> {
  const file = args.required('token');
  if (name === 'create') return create(file, args, terminal);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new CalledWrongly(`there is no command ${name}`);
  const token = await loadToken(file);
  try {
    await command(token, args, terminal);
  } finally {
    await saveToken(token, file); // a wrong PIN is remembered as well
  }
}

async function create(file: string, args: Arguments, terminal: Terminal): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (exists) throw new CalledWrongly(`${file} is there already`);
  const [pin, adminPin] = [args.optional('pin'), args.optional('admin-pin')];
  const made = await SoftToken.initialise({
    serialNumber: args.required('serial'),
    ...(pin === undefined ? {} : { pin }),
    ...(adminPin === undefined ? {} : { adminPin }),
  });
  const { token, initialPin } = made;
  await saveToken(token, file);
  terminal.out(JSON.stringify({ serialNumber: token.serialNumber, initialPin, adminPin: made.adminPin }));
}

async function give(text: string, folder: string | undefined, name: string, terminal: Terminal): Promise<void> {
  if (folder === undefined) return terminal.out(text.trimEnd());
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), text);
}

async function certificateIn(file: string): Promise<Buffer | string> {
  const bytes = await readFile(file);
  return bytes[0] === 0x30 ? bytes : bytes.toString('latin1');
}

const STANDARD_INPUT = 0;

/** A file, or the standard input for `-`. */
const bytesIn = async (file: string): Promise<Buffer> => (file === '-' ? readFileSync(STANDARD_INPUT) : readFile(file));
