import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { HostCommand, HostCommands } from '@ekey/platform';
import { askRunningProcess, openAdminSocket, type AdminSocket } from './admin-socket';
import { Refusal } from './refusal';

let folder: string;
let file: string;
let socket: AdminSocket | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'socket-'));
  file = path.join(folder, 'admin.sock');
});
afterEach(async () => {
  await socket?.close();
  socket = undefined;
  rmSync(folder, { recursive: true });
});

const given = (name: string, input?: string): HostCommand => ({
  name,
  by: 'root',
  options: { case: 'c1' },
  ...(input === undefined ? {} : { input }),
});
const commands: HostCommands = {
  echo: async (command) => ({ ok: true, text: JSON.stringify(command) }),
  refuse: async () => Promise.reject(new Refusal('not today')),
};
const open = async (known = commands): Promise<void> => {
  socket = await openAdminSocket(file, known);
};

describe('the socket of the host', () => {
  it('takes a command whole to the process that holds the data, and brings back its answer', async () => {
    await open();
    const command = given('echo', '统一社会信用代码\n'.repeat(100_000));
    const answer = await askRunningProcess(file, command);
    expect(JSON.parse(answer?.text ?? '')).toEqual(command);
  });

  it('can be entered by its owner alone', async () => {
    await open();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('leaves alone what others make while it is being opened', async () => {
    const opening = open();
    mkdirSync(path.join(folder, 'scans'), { mode: 0o700 });
    await opening;
    expect(statSync(path.join(folder, 'scans')).mode & 0o777).toBe(0o700);
  });

  it('brings back why a command is refused, and which commands are unknown', async () => {
    await open();
    expect(await askRunningProcess(file, given('refuse'))).toEqual({ ok: false, text: 'not today' });
    expect(await askRunningProcess(file, given('toString'))).toMatchObject({
      ok: false,
      text: /knows no command toString/,
    });
  });

  it('says so where the input is larger than it takes', async () => {
    await open();
    const answer = await askRunningProcess(file, given('echo', 'x'.repeat(65 * 1024 * 1024)));
    expect(answer).toEqual({ ok: false, text: 'the input is larger than 64 MiB' });
    expect(await askRunningProcess(file, given('echo'))).toMatchObject({ ok: true });
  });

  it('tells that nobody is there', async () => {
    expect(await askRunningProcess(file, given('echo'))).toBeUndefined();
  });

  it('takes the place of one that a killed process has left', async () => {
    const script = `require('node:net').createServer().listen(${JSON.stringify(file)}, () => console.log('there'))`;
    const process = spawn(globalThis.process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(process.stdout, 'data');
    process.kill('SIGKILL');
    await once(process, 'exit');
    expect(existsSync(file)).toBe(true);
    expect(await askRunningProcess(file, given('echo'))).toBeUndefined();
    await open();
    expect(await askRunningProcess(file, given('echo'))).toMatchObject({ ok: true });
  });

  it('ends only after the command that is under way', async () => {
    let finish = (): void => undefined;
    const slow = new Promise<void>((resolve) => (finish = resolve));
    await open({ slow: async () => (await slow, { ok: true, text: 'done' }) });
    const answer = askRunningProcess(file, given('slow'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = socket?.close();
    finish();
    expect(await answer).toEqual({ ok: true, text: 'done' });
    await closed;
    expect(existsSync(file)).toBe(false);
  });

  it('says so where the path is too long for a socket', async () => {
    const deep = path.join(folder, 'x'.repeat(120));
    mkdirSync(deep);
    await expect(openAdminSocket(path.join(deep, 'admin.sock'), commands)).rejects.toThrow(
      'set DATA_DIR to a shorter one',
    );
  });
});
