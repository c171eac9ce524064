import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Fleet } from './fleet';

/** Review begins and takes its time to answer; intake ends as soon as that has begun. */
const PROGRAM = `const { existsSync, renameSync, writeFileSync } = require('node:fs');
const begun = process.env.BEGUN;
if (process.argv[2] === 'review') {
  writeFileSync(begun + '.partial', String(process.pid));
  renameSync(begun + '.partial', begun);
  setTimeout(() => process.send({ url: 'http://nowhere' }), 300);
  process.on('message', () => undefined);
} else setInterval(() => existsSync(begun) && process.exit(7), 5);`;

const nowhere = {
  ...{ kafka: '127.0.0.1:1', mongo: 'mongodb://127.0.0.1:1/' },
  minio: { url: 'http://127.0.0.1:1', accessKey: 'nobody', secretKey: 'nothing' },
  smtp: { address: '127.0.0.1:1', maildir: '/nowhere' },
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a fleet of which one process does not start', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'ekey-fleet-of-two-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('says so, and leaves no other behind that was still starting', async () => {
    const [program, begun] = [path.join(folder, 'program.js'), path.join(folder, 'pid')];
    writeFileSync(program, PROGRAM);
    const options = { engines: nowhere, services: ['intake', 'review'], begin: new Date().toISOString() } as const;
    const place = { folder, environment: { BEGUN: begun } };
    await expect(Fleet.start({ ...options, program }, place)).rejects.toThrow('intake did not start (7)');
    const pid = Number(readFileSync(begun, 'utf8'));
    const isLeft = isAlive(pid);
    if (isLeft) process.kill(pid, 'SIGKILL');
    expect(isLeft).toBe(false);
  });
});
