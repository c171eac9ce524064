import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EngineSet } from './engine-set';
import { kafka } from './kafka.engine';

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

  it('starts none that is not installed, and says how it is', async () => {
    const starting = new EngineSet({ home }).start('kafka');
    await expect(starting).rejects.toThrow('kafka is not installed: npm run engines -- install kafka');
  });

  it('takes a port that somebody else holds for an error, not for an engine', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.on('listening', resolve));
    const firstPort = (other.address() as AddressInfo).port - kafka.portOffset;
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

  it('gives each set of ports its own addresses', () => {
    expect(new EngineSet({ home, firstPort: 40_000 }).address('kafka').brokers).toEqual(['127.0.0.1:40010']);
    expect(new EngineSet({ home, firstPort: 40_000 }).address('mongojava').url).toContain(':40040/');
  });
});
