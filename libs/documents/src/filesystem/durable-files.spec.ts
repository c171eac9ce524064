import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DurableFiles } from './durable-files';

const CASE = '8b5d4a5e-6d3f-4a7e-9a10-000000000001';
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('a file that is said to be on disk', () => {
  let root: string;
  let open: typeof DurableFiles.open;
  /** Folders whose names were made sure of, in that order. */
  let synced: string[];
  /** What is done once the disk has the names of the cases. */
  let waiting: (() => void)[];
  let isSlow: boolean;

  beforeEach(async () => {
    root = path.join(fs.mkdtempSync(path.join(tmpdir(), 'durable-')), 'documents');
    [synced, waiting, isSlow] = [[], [], false];
    const folders = new Map<number, string>();
    const { openSync, fsync } = fs;
    jest.spyOn(fs, 'openSync').mockImplementation((...given) => {
      const descriptor = openSync(...given);
      folders.set(descriptor, String(given[0]));
      return descriptor;
    });
    jest.spyOn(fs, 'fsync').mockImplementation(((descriptor: number, done: () => void) => {
      const folder = folders.get(descriptor);
      const finish = (): void => {
        if (folder !== undefined) synced.push(folder);
        fsync(descriptor, done);
      };
      if (isSlow && folder === root) waiting.push(finish);
      else finish();
    }) as never);
    // It takes what it needs of the file system when it is loaded.
    jest.resetModules();
    open = (given) => jest.requireActual<typeof import('./durable-files')>('./durable-files').DurableFiles.open(given);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    fs.rmSync(path.dirname(root), { recursive: true });
  });

  it('is in a folder whose name is on disk too, whoever of several has made it', async () => {
    const files = await open(root);
    isSlow = true;
    const told: string[] = [];
    const writes = ['one', 'two'].map((name) => files.write(CASE, name, name).then(() => told.push(name)));
    await aWhile();
    expect(told).toEqual([]);
    for (const finish of waiting.splice(0)) finish();
    await Promise.all(writes);
    expect(told.sort()).toEqual(['one', 'two']);
  });

  it('is in a folder that the process before may have made and was killed before it was sure of the name', async () => {
    fs.mkdirSync(path.join(root, CASE), { recursive: true });
    await open(root);
    expect(synced).toContain(root);
  });

  it('is in a folder of documents whose own name is on disk', async () => {
    await open(root);
    expect(synced).toEqual([path.dirname(root), root]);
  });
});
