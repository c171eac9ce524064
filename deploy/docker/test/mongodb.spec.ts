import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { parse } from 'yaml';
import { SERVICES } from '../src';
import { ROOT } from './compose-file';

const file = (name: string): string => readFileSync(path.join(ROOT, 'deploy/mongodb', name), 'utf8');

interface User {
  readonly pwd: string;
  readonly roles: readonly unknown[];
}

/** As much of a server as the job asks: who was there first, who may log in, and which users it has. */
class Server {
  readonly users = new Map<string, User>();
  initiated = false;
  private isAuthenticated = false;

  runCommand(command: Record<string, unknown>): object {
    if (!this.isAuthenticated && this.users.size > 0 && !('hello' in command))
      this.refuse(13, 'requires authentication');
    if ('replSetInitiate' in command) {
      if (this.initiated) this.refuse(23, 'already initialized');
      this.initiated = true;
    }
    const name = (command.createUser ?? command.updateUser) as string | undefined;
    if (name !== undefined) this.users.set(name, { pwd: command.pwd as string, roles: command.roles as unknown[] });
    if ('usersInfo' in command) return { ok: 1, users: this.users.has(command.usersInfo as string) ? [{}] : [] };
    return { ok: 1 };
  }

  hello(): object {
    return { isWritablePrimary: this.initiated };
  }

  auth(name: string, password: string): boolean {
    return (this.isAuthenticated = this.users.get(name)?.pwd === password);
  }

  /** The shell opens a connection of its own each time. */
  prepared(name: string): void {
    this.isAuthenticated = false;
    const sandbox = {
      require: () => ({
        readFileSync: (asked: string) =>
          asked.startsWith('/run/secrets/') ? `${path.basename(asked)}\n` : file('users.json'),
      }),
      process: { env: { SERVER: name } },
      Mongo: class {
        getDB = () => server;
      },
      sleep: () => undefined,
      print: () => undefined,
    };
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the class in the sandbox has a `this` of its own
    const server = this;
    vm.runInNewContext(file('prepare.js'), sandbox);
  }

  private refuse(code: number, message: string): never {
    throw Object.assign(new Error(message), { code });
  }
}

describe('the job that prepares MongoDB', () => {
  it.each(['mongodb', 'keys'])(
    'makes the administrator of %s and a user for each service, with its own password',
    (name) => {
      const server = new Server();
      server.prepared(name);
      expect([...server.users.keys()]).toEqual(['admin', ...SERVICES.map((service) => `ekey-${service}`)]);
      const password = name === 'keys' ? 'keys-mongodb-password' : 'mongodb-password';
      for (const service of SERVICES) expect(server.users.get(`ekey-${service}`)?.pwd).toBe(`${service}-${password}`);
    },
  );

  it('lets a service into its own views and the sessions, and into no other service’s views', () => {
    const server = new Server();
    server.prepared('mongodb');
    expect(server.users.get('ekey-review')?.roles).toEqual([
      { role: 'readWrite', db: 'ekey-review' },
      { role: 'readWrite', db: 'ekey-sessions' },
    ]);
  });

  it('may be run again, and puts right what somebody has changed', () => {
    const server = new Server();
    server.prepared('keys');
    server.users.set('ekey-intake', { pwd: 'old', roles: ['root'] });
    server.prepared('keys');
    expect(server.users.get('ekey-intake')).toEqual({
      pwd: 'intake-keys-mongodb-password',
      roles: [
        { role: 'readWrite', db: 'ekey-keys' },
        { role: 'readWrite', db: 'ekey-tombstones' },
      ],
    });
  });

  it('goes on where it was broken off: between the set and its administrator', () => {
    const server = new Server();
    server.initiated = true;
    server.prepared('mongodb');
    expect(server.users.has('admin')).toBe(true);
  });

  it('stops where the administrator has another password', () => {
    const server = new Server();
    server.prepared('mongodb');
    server.users.set('admin', { pwd: 'another', roles: ['root'] });
    expect(() => server.prepared('mongodb')).toThrow('does not know its administrator');
  });
});

it('MongoDB speaks TLS only and knows nobody without a password', () => {
  expect(parse(file('mongod.yaml'))).toMatchObject({
    net: { tls: { mode: 'requireTLS' } },
    security: { authorization: 'enabled' },
  });
});
