import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from '@ekey/platform';

/**
 * Asked before anything is made: a process that will not be heard is to leave nothing behind. Where something is there already,
 * whether another process is working on it comes first.
 * @throws the system's error where the port is taken, or the address is none of this machine.
 */
export async function assertFree({ HOST, PORT }: Pick<Config, 'HOST' | 'PORT'>): Promise<void> {
  const server = createServer().listen(PORT, HOST);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
