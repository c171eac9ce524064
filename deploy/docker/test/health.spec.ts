import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ROOT } from './compose-file';

describe('what Docker asks a container of ours', () => {
  let server: Server;
  let status = 200;
  const asked: (string | undefined)[] = [];
  const port = (): string => String((server.address() as AddressInfo).port);

  async function asks(at: string): Promise<readonly [number, string]> {
    const child = spawn(process.execPath, ['deploy/docker/health.mjs'], { cwd: ROOT, env: { PORT: at } });
    const said = Promise.all([text(child.stdout), text(child.stderr)]);
    const code = await new Promise<number>((resolve) => child.once('close', resolve));
    return [code, (await said).join('').trim()];
  }

  beforeAll(async () => {
    server = createServer(({ url }, response) => {
      asked.push(url);
      response.writeHead(status).end(JSON.stringify({ status: status === 200 ? 'ready' : 'waiting' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void server.close());

  it('is whether it can serve, and what it lacks', async () => {
    expect(await asks(port())).toEqual([0, '{"status":"ready"}']);
    status = 503;
    expect(await asks(port())).toEqual([1, '{"status":"waiting"}']);
    expect(asked).toEqual(['/health/ready', '/health/ready']);
  });

  it('is answered in one line where nobody listens', async () => {
    const closed = port();
    await new Promise((resolve) => server.close(resolve));
    expect(await asks(closed)).toEqual([1, `nothing answers at port ${closed}: ECONNREFUSED`]);
  });
});
