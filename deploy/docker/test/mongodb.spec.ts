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
interface Role {
  readonly roles: readonly { readonly role: string; readonly db: string }[];
  readonly privileges: readonly {
    readonly resource: { readonly db: string; readonly collection: string };
    readonly actions: readonly string[];
  }[];
}

/** As much of a server as the job asks: who was there first, who may log in, and which users it has. */
class Server {
  readonly users = new Map<string, User>();
  readonly roles = new Map<string, Role>();
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
    const role = (command.createRole ?? command.updateRole) as string | undefined;
    if (role !== undefined) this.roles.set(role, command as unknown as Role);
    if ('rolesInfo' in command) return { ok: 1, roles: this.roles.has(command.rolesInfo as string) ? [{}] : [] };
    if ('usersInfo' in command) return { ok: 1, users: this.users.has(command.usersInfo as string) ? [{}] : [] };
    return { ok: 1 };
  }

  /** Whether a service may do something with a collection. */
  may(service: string, action: string, db: string, collection: string): boolean {
    const { roles = [], privileges = [] } = this.roles.get(`ekey-${service}`) ?? {};
    return (
      roles.some((role) => role.role === 'readWrite' && role.db === db) ||
      privileges.some(
        ({ resource, actions }) => resource.db === db && resource.collection === collection && actions.includes(action),
      )
    );
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

  it('lets a service into its own views and no other’s, and into what all of them share', () => {
    const server = new Server();
    server.prepared('mongodb');
    expect(server.users.get('ekey-review')?.roles).toEqual([{ role: 'ekey-review', db: 'admin' }]);
    expect(server.may('review', 'remove', 'ekey-review', 'any')).toBe(true);
    expect(server.may('review', 'find', 'ekey-intake', 'any')).toBe(false);
    for (const collection of ['sessions', 'token-keys'])
      expect(server.may('review', 'remove', 'ekey-sessions', collection)).toBe(true);
  });

  it('lets nobody change or take away what was written of who looked at what', () => {
    const server = new Server();
    server.prepared('mongodb');
    expect(server.may('review', 'insert', 'ekey-sessions', 'access.review')).toBe(true);
    for (const action of ['update', 'remove', 'dropCollection'])
      expect(server.may('review', action, 'ekey-sessions', 'access.review')).toBe(false);
    expect(server.may('review', 'insert', 'ekey-sessions', 'access.intake')).toBe(false);
  });

  it('lets keys be destroyed, never changed, and nobody take away that they were', () => {
    const server = new Server();
    server.prepared('keys');
    expect(server.may('intake', 'remove', 'ekey-keys', 'keys')).toBe(true);
    expect(server.may('intake', 'update', 'ekey-keys', 'keys')).toBe(false);
    expect(server.may('intake', 'insert', 'ekey-tombstones', 'tombstones')).toBe(true);
    for (const action of ['update', 'remove'])
      expect(server.may('intake', action, 'ekey-tombstones', 'tombstones')).toBe(false);
  });

  it('may be run again, and puts right what somebody has changed', () => {
    const server = new Server();
    server.prepared('keys');
    const rights = server.roles.get('ekey-intake');
    server.users.set('ekey-intake', { pwd: 'old', roles: ['root'] });
    server.roles.set('ekey-intake', { roles: [{ role: 'readWrite', db: 'ekey-tombstones' }], privileges: [] });
    server.prepared('keys');
    expect(server.users.get('ekey-intake')).toEqual({
      pwd: 'intake-keys-mongodb-password',
      roles: [{ role: 'ekey-intake', db: 'admin' }],
    });
    expect(server.roles.get('ekey-intake')?.privileges).toEqual(rights?.privileges);
    expect(server.may('intake', 'remove', 'ekey-tombstones', 'tombstones')).toBe(false);
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

it('the rights speak of collections by the names that the code gives them', () => {
  const sources = [
    ...['libs/personal-data/src/mongo/key-collection.ts', 'libs/personal-data/src/mongo/tombstones.ts'],
    ...['session-store', 'token-rings', 'access-journal'].map((each) => `libs/floor/src/servers/mongo.${each}.ts`),
  ].map((source) => readFileSync(path.join(ROOT, source), 'utf8'));
  const plans = JSON.parse(file('users.json')) as Record<string, Role>;
  for (const { resource } of Object.values(plans).flatMap(({ privileges }) => privileges)) {
    const [name = ''] = resource.collection.split('<');
    expect([name, sources.some((source) => source.includes(`'${name}'`) || source.includes(`\`${name}`))]).toEqual([
      name,
      true,
    ]);
  }
});
