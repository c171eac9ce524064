import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(__dirname, '../../..');
let folder: string;

beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'ekey-npm-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** The script as it stands, with nothing to prepare and a process that only says what it is told. */
function standIn(): void {
  cpSync(path.join(root, 'package.json'), path.join(folder, 'package.json'));
  const write = (file: string, content: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  };
  write('tools/workspace/prepare.mjs', '');
  write(
    'deploy/standalone/dist/main.js',
    `process.on('SIGTERM', () => { console.log('stopped'); process.exit(0); });
     setTimeout(() => process.exit(3), 30_000);
     console.log('ready');`,
  );
}

describe('npm start', () => {
  it('ends the process that it has started when it is told to end, and leaves none behind that holds the data', async () => {
    standIn();
    const npm = spawn('npm', ['start', '--silent'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    const said: string[] = [];
    npm.stdout.on('data', (chunk: Buffer) => {
      said.push(String(chunk));
      if (String(chunk).includes('ready')) npm.kill('SIGTERM');
    });
    await once(npm.stdout, 'close');
    expect(said.join('')).toBe('ready\nstopped\n');
  });
});
