import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { livingProcess, removePidFile, startOf, writePidFile } from './pid-file';

describe('the note of which process was started', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'engines-'));
    file = path.join(folder, 'process.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('names a process for as long as it runs', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writePidFile(file, child.pid as number);
    expect(livingProcess(file)).toBe(child.pid);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(livingProcess(file)).toBeUndefined();
  });

  it('does not take another process of the same number for it', () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, since: 'before this one began' }));
    expect(startOf(process.pid)).toBeDefined();
    expect(livingProcess(file)).toBeUndefined();
  });

  it.each(['', '{"pid":1', 'null'])('names nobody where it was cut short: %j', (text) => {
    writeFileSync(file, text);
    expect(livingProcess(file)).toBeUndefined();
  });

  it('names nobody once it is removed, or where a process was gone before it was written', () => {
    removePidFile(file);
    expect(livingProcess(file)).toBeUndefined();
    writePidFile(file, 2 ** 30);
    expect(livingProcess(file)).toBeUndefined();
  });
});
