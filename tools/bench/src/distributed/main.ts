import { TestServers } from '@ekey/engines';
import { runBenches, type Ground } from '../run-benches';

/** The distributed floor, on the servers that specs would find: given, in containers or native. */
async function prepare(): Promise<Ground> {
  const servers = new TestServers();
  for (const name of ['kafka', 'mongodb', 'minio', 'smtp'] as const)
    Object.assign(process.env, await servers.environmentOf(name));
  const logs = process.env.KURRENTDB_URL ?? 'files, one process each';
  return { against: [...(await servers.lines()), `logs: ${logs}`], leave: () => servers.end() };
}

runBenches({ program: __filename, results: 'results-distributed.json', prepare });
