import { createServer, type Server } from 'node:https';
import { makeAuthority, makeServerCertificate } from '../secrets/certificates';
import { prepareUsers, type KurrentUser } from './kurrentdb';

const now = new Date();
const authority = makeAuthority(now);
const user: KurrentUser = {
  loginName: 'ekey-intake',
  fullName: 'ekey: intake of applications',
  groups: ['ekey-services', 'ekey-intake'],
  password: 'first',
};

/** Knows users and passwords, and lets only `admin` do anything, as the server does by `/users`. */
class Users {
  readonly passwords = new Map([
    ['admin', 'changeit'],
    ['ops', 'changeit'],
  ]);
  readonly groups = new Map<string, readonly string[]>();

  answer(authorization: string, method: string, path: string, body: string): number {
    const [name, password] = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString().split(':');
    if (name !== 'admin' || this.passwords.get('admin') !== password) return 401;
    const [, , login = '', command] = path.split('/');
    const given = (body === '' ? {} : JSON.parse(body)) as Partial<KurrentUser> & { newPassword?: string };
    if (method === 'POST' && login === '') {
      this.passwords.set(given.loginName ?? '', given.password ?? '');
      this.groups.set(given.loginName ?? '', given.groups ?? []);
      return 201;
    }
    if (!this.passwords.has(login)) return 404;
    if (command === 'command') this.passwords.set(login, given.newPassword ?? '');
    if (method === 'PUT') this.groups.set(login, given.groups ?? []);
    return 200;
  }
}

describe('preparing the users of KurrentDB', () => {
  let server: Server;
  let users: Users;
  let url: string;
  const prepare = (password = 'first') =>
    prepareUsers({ url, ca: authority.certificate, admin: 'ours', ops: 'theirs', users: [{ ...user, password }] });

  beforeAll(async () => {
    const { certificate, key } = makeServerCertificate(['kurrentdb'], authority, now);
    server = createServer({ cert: certificate, key }, (request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        const { headers, method = '', url: path = '' } = request;
        response.writeHead(users.answer(headers.authorization ?? '', method, path, body)).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `kurrentdb://localhost:${(server.address() as { port: number }).port}`;
  });
  beforeEach(() => void (users = new Users()));
  afterAll(() => void server.close());

  it('ends the passwords that the server came with', async () => {
    await prepare();
    expect(Object.fromEntries(users.passwords)).toEqual({ admin: 'ours', ops: 'theirs', 'ekey-intake': 'first' });
    expect(users.groups.get('ekey-intake')).toEqual(user.groups);
  });

  it('may be done again, and gives a user the password that it should have by now', async () => {
    await prepare();
    users.groups.set('ekey-intake', ['$admins']);
    await prepare('second');
    expect(users.passwords.get('ekey-intake')).toBe('second');
    expect(users.groups.get('ekey-intake')).toEqual(user.groups);
  });

  it('goes on where it was broken off', async () => {
    users.passwords.set('ops', 'theirs');
    await prepare();
    expect(users.passwords.get('admin')).toBe('ours');
  });

  it('says what the server says where neither password is right', async () => {
    users.passwords.set('admin', 'a third');
    await expect(prepare()).rejects.toThrow('KurrentDB answers 401 to /users/ops/command/reset-password');
  });
});
