import { chmodSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import path from 'node:path';
import { logger, type HostAnswer, type HostCommand, type HostCommands } from '@ekey/platform';
import { explain } from '../explain';
import { Refusal } from './refusal';

/** The name of the socket in the data folder, over which the host gives its commands. */
export const ADMIN_SOCKET = 'admin.sock';
const LONGEST_INPUT = 64 * 1024 * 1024;
/** `sun_path` has 108 bytes on Linux and 104 on macOS, the last of them zero. */
const LONGEST_PATH = 103;

export interface AdminSocket {
  /** Takes no more commands and ends those under way. */
  close(): Promise<void>;
}

/**
 * Takes commands of the host into the process that holds the data. Only who may enter the data folder reaches it: the
 * socket has mode 0600 besides. That is said when it is there, not by the process' mask, under which others would make
 * folders meanwhile. One that a killed process has left is replaced; whoever opens it holds the folder's lock.
 */
export async function openAdminSocket(file: string, commands: HostCommands): Promise<AdminSocket> {
  const place = placeOf(file);
  rmSync(file, { force: true });
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, commands)
      .catch((error: unknown): HostAnswer => ({ ok: false, text: explain(error) }))
      .then((result) => outgoing.setHeader('content-type', 'application/json').end(JSON.stringify(result)));
  });
  server.listen(place);
  await once(server, 'listening');
  chmodSync(file, 0o600);
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** @returns the answer of the running process, or nothing where none is running. */
export async function askRunningProcess(file: string, command: HostCommand): Promise<HostAnswer | undefined> {
  const asked = request({ socketPath: placeOf(file), method: 'POST', agent: false });
  // What breaks once the answer is there concerns nobody: the socket may be closed before the last, empty, piece is written.
  asked.on('error', () => undefined);
  asked.end(JSON.stringify(command));
  try {
    const [incoming] = (await once(asked, 'response')) as [IncomingMessage];
    return JSON.parse(await textOf(incoming)) as HostAnswer;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return undefined;
    if (code === 'ECONNRESET' || code === 'EPIPE')
      throw new Refusal('the running process has ended before it answered: start it, and see what was done');
    throw error;
  }
}

async function answer(incoming: IncomingMessage, commands: HostCommands): Promise<HostAnswer> {
  const command = JSON.parse(await textOf(incoming)) as HostCommand;
  const run = Object.hasOwn(commands, command.name) ? commands[command.name] : undefined;
  if (run === undefined)
    throw new Refusal(`the running process knows no command ${command.name}: is it of an older release?`);
  logger().info({ command: command.name, by: command.by }, 'command of the host');
  return run(command);
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to its end all the same: whoever is cut off while it sends hears no answer.
    if (size <= LONGEST_INPUT) chunks.push(chunk);
  }
  if (size > LONGEST_INPUT) throw new Refusal(`the input is larger than ${LONGEST_INPUT / 1024 / 1024} MiB`);
  return Buffer.concat(chunks).toString('utf8');
}

/** The path as the system takes it: from here or from the root, whichever is shorter. @throws Refusal where it is too long. */
export function placeOf(file: string): string {
  const [shorter = file] = [path.resolve(file), path.relative('.', file)].sort(
    (one, other) => one.length - other.length,
  );
  if (Buffer.byteLength(shorter) <= LONGEST_PATH) return shorter;
  throw new Refusal(
    `${file} is too long for the path of a socket (${LONGEST_PATH} bytes): set DATA_DIR to a shorter one`,
  );
}
