import { chmodSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import { logger } from '@ekey/platform';
import type { HostCommand, HostCommands } from './host-commands';

const LONGEST_INPUT = 64 * 1024 * 1024;

/** A command of the host, run inside the process that holds the data: only who may read the data folder reaches it. */
export async function openAdminSocket(path: string, commands: HostCommands): Promise<Server> {
  rmSync(path, { force: true });
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, commands)
      .catch((error: unknown) => ({ ok: false, text: error instanceof Error ? error.message : String(error) }))
      .then((result) => outgoing.setHeader('content-type', 'application/json').end(JSON.stringify(result)));
  });
  const mask = process.umask(0o177);
  try {
    server.listen(path);
    await once(server, 'listening');
  } finally {
    process.umask(mask);
  }
  chmodSync(path, 0o600);
  return server;
}

export interface HostAnswer {
  readonly ok: boolean;
  /** What the command has to say, for a person. */
  readonly text: string;
}

/** @returns the answer of the running process, or nothing where none is running. */
export async function askRunningProcess(path: string, command: HostCommand): Promise<HostAnswer | undefined> {
  const asked = request({ socketPath: path, method: 'POST' });
  asked.end(JSON.stringify(command));
  try {
    const [incoming] = (await once(asked, 'response')) as [IncomingMessage];
    return JSON.parse(await textOf(incoming)) as HostAnswer;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return undefined;
    throw error;
  }
}

async function answer(incoming: IncomingMessage, commands: HostCommands): Promise<HostAnswer> {
  const command = JSON.parse(await textOf(incoming)) as HostCommand;
  const run = commands[command.name];
  if (run === undefined) return { ok: false, text: `there is no command ${command.name}` };
  logger().info({ command: command.name }, 'command of the host');
  return run(command);
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LONGEST_INPUT) throw new Error('the input is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
