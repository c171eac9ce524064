import { spawn, type ChildProcess } from 'node:child_process';
import { get } from 'node:http';
import path from 'node:path';
import { freePort } from '@ekey/journeys';

const MAIN = path.join(path.dirname(require.resolve('@ekey/standalone')), 'main.js');
const LOOK_AGAIN_MS = 4;

/** Starts what `npm start` starts, on this data. @returns seconds from the start of the process until it is ready. */
export async function secondsToReady(data: string): Promise<number> {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, DATA_DIR: data, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (text: Buffer) => (told += text.toString()));
  try {
    while (!(await isReady(port))) {
      if (child.exitCode !== null) throw new Error(`the process ended before it was ready: ${told}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
    return (performance.now() - begun) / 1_000;
  } finally {
    await ended(child, 'SIGTERM');
  }
}

/** What no start can do without. @returns seconds until a Node that was given nothing to do has ended. */
export async function secondsOfBareNode(): Promise<number> {
  const begun = performance.now();
  await ended(spawn(process.execPath, ['--eval', '0'], { stdio: 'ignore' }), null);
  return (performance.now() - begun) / 1_000;
}

/** Nobody listens yet, or somebody answers. */
function isReady(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    get({ port, host: '127.0.0.1', path: '/health/ready' }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}

/** @param signal none: it ends by itself. */
function ended(child: ChildProcess, signal: 'SIGTERM' | null): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    if (signal !== null) child.kill(signal);
  });
}
