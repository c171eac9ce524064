/**
 * Run by mongosh inside the network of the server, with its name as SERVER. Everything here may be done again: a set that
 * is there stays, a user that is there gets the password and the rights that it should have.
 */
/* global Mongo, print, sleep */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the shell knows no other way
const fs = require('node:fs');

const server = process.env.SERVER;
const plan = JSON.parse(fs.readFileSync('/etc/ekey/users.json', 'utf8'))[server];
const services = ['intake', 'review', 'issuance', 'renewal', 'notify'];
const secret = (name) => fs.readFileSync(`/run/secrets/${name}`, 'utf8').trim();
const administrator = secret('admin-password');
const OTHERS_HAVE_DONE_IT = [23 /* AlreadyInitialized */, 13 /* Unauthorized */];

const admin = new Mongo(
  'mongodb://localhost:27017/?directConnection=true&tls=true&tlsCAFile=/run/secrets/ca.pem',
).getDB('admin');

unless(OTHERS_HAVE_DONE_IT, () =>
  told(
    admin.runCommand({
      replSetInitiate: { _id: `ekey-${server}`, members: [{ _id: 0, host: `${server}:27017` }] },
    }),
  ),
);
for (let tries = 0; !admin.hello().isWritablePrimary; tries += 1) {
  if (tries === 120) throw new Error(`${server} does not become the first of its set`);
  sleep(500);
}
// Once there is an administrator, nobody may make the first one.
unless(OTHERS_HAVE_DONE_IT, () => told(admin.runCommand({ createUser: 'admin', pwd: administrator, roles: ['root'] })));
if (!admin.auth('admin', administrator)) throw new Error(`${server} does not know its administrator`);
for (const service of services) ensureUser(service);
print(`${server} has its users`);

function ensureUser(service) {
  const name = `ekey-${service}`;
  const { roles, privileges } = JSON.parse(JSON.stringify(plan).replaceAll('<service>', service));
  ensure('Role', name, told(admin.runCommand({ rolesInfo: name })).roles, { roles, privileges });
  const user = { pwd: secret(`${service}-${plan.password}`), roles: [{ role: name, db: 'admin' }] };
  ensure('User', name, told(admin.runCommand({ usersInfo: name })).users, user);
}

function ensure(kind, name, there, as) {
  told(admin.runCommand({ [`${there.length > 0 ? 'update' : 'create'}${kind}`]: name, ...as }));
}

function told(answer) {
  if (answer.ok !== 1) throw Object.assign(new Error(answer.errmsg), { code: answer.code });
  return answer;
}

function unless(codes, act) {
  try {
    act();
  } catch (error) {
    if (!codes.includes(error.code)) throw error;
  }
}
