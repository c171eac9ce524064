import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EngineSet } from './engine-set';
import { kafka } from './kafka.engine';
import { removePidFile, writePidFile } from './pid-file';
import { isTaken } from './questions';
import { smtp } from './smtp.engine';

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

describe('a set of engines', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'engines-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('says which are installed, which run, and which are stand-ins', () => {
    const set = new EngineSet({ home });
    expect(set.status('kafka')).toEqual({ installed: false, pid: null });
    mkdirSync(path.join(home, `kafka-${kafka.version}`));
    expect(set.status('kafka')).toEqual({ installed: true, pid: null });
    expect(set.status('ferretdb').remark).toContain('stand-in');
  });

  it('installs again what is gone from the machine, where a kept folder is all that is left of it', () => {
    const set = new EngineSet({ home });
    mkdirSync(path.join(home, 'smtp-debian'));
    writeFileSync(path.join(home, 'smtp-debian', 'left'), 'from before');
    let isOnMachine = false;
    jest.spyOn(smtp, 'isOnMachine').mockImplementation(() => isOnMachine);
    jest.spyOn(smtp, 'missing').mockReturnValue(undefined);
    jest.spyOn(smtp, 'install').mockImplementation(() => void (isOnMachine = true));
    expect(set.status('smtp').installed).toBe(false);
    set.install('smtp');
    expect(set.status('smtp').installed).toBe(true);
    jest.restoreAllMocks();
  });

  it('starts none that is not installed, and says how it is', async () => {
    const starting = new EngineSet({ home }).start('kafka');
    await expect(starting).rejects.toThrow('kafka is not installed: npm run engines -- install kafka');
  });

  it('takes a port that somebody else holds for an error, not for an engine', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const firstPort = portOf(other) - kafka.portOffset;
    mkdirSync(path.join(home, `kafka-${kafka.version}`));
    const set = new EngineSet({ home, firstPort });
    // Where Java is missing it is refused for that, before a port is asked for.
    await expect(set.start('kafka')).rejects.toThrow(/belongs to somebody else|needs (java|mvn)/);
    await new Promise((resolve) => other.close(resolve));
  });

  it('lets what does not run be stopped and killed', async () => {
    const set = new EngineSet({ home });
    await set.stop('kafka');
    await set.kill('minio');
    expect(set.status('minio').pid).toBeNull();
  });

  it('has killed one once nothing of it holds its port any more', async () => {
    const port = await freePort();
    const data = path.join(home, 'data');
    mkdirSync(path.join(data, 'kafka'), { recursive: true });
    const child = `require('net').createServer().listen(${port}, '127.0.0.1'); setTimeout(() => process.exit(), 1500)`;
    const parent = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { detached: true })`;
    const { pid } = spawn(process.execPath, ['-e', parent], { detached: true, stdio: 'ignore' });
    writePidFile(path.join(data, 'kafka', 'process.json'), pid as number);
    while (!(await isTaken(port))) await new Promise((resolve) => setTimeout(resolve, 10));
    const set = new EngineSet({ home, data, firstPort: port - kafka.portOffset });
    await set.kill('kafka');
    expect([set.status('kafka').pid, await isTaken(port)]).toEqual([null, false]);
  });

  it('throws away what one has stored, but not under its hands', () => {
    const data = path.join(home, 'stored');
    const stored = path.join(data, 'kafka', 'topics');
    mkdirSync(stored, { recursive: true });
    const set = new EngineSet({ home, data });
    const pidFile = path.join(data, 'kafka', 'process.json');
    writePidFile(pidFile, process.pid);
    expect(() => set.empty('kafka')).toThrow('kafka runs: stop it first');
    expect(existsSync(stored)).toBe(true);
    removePidFile(pidFile);
    set.empty('kafka');
    expect(existsSync(stored)).toBe(false);
  });

  it('gives each set of ports its own addresses', () => {
    expect(new EngineSet({ home, firstPort: 40_000 }).address('kafka').brokers).toEqual(['127.0.0.1:40010']);
    expect(new EngineSet({ home, firstPort: 40_000 }).address('mongojava').url).toContain(':40040/');
  });
});
