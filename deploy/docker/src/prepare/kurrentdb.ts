import { jsonEvent, KurrentDBClient, type JSONType } from '@kurrent/kurrentdb-client';
import { request } from 'node:https';

/** A user as `deploy/kurrentdb/users.json` names it; the password is drawn for each installation. */
export interface KurrentUser {
  readonly loginName: string;
  readonly fullName: string;
  readonly groups: readonly string[];
  readonly password: string;
}

export interface UserPlan {
  /** `kurrentdb://host:port`, with `?tlsCAFile=` as the services have it. */
  readonly url: string;
  /** The authority that the server answers to, PEM, where it is none that Node knows. */
  readonly ca?: string;
  /** The passwords that its own two users get. */
  readonly admin: string;
  readonly ops: string;
  readonly users: readonly KurrentUser[];
}

export interface KurrentPlan extends UserPlan {
  readonly defaultAcl: JSONType;
  readonly allAcl: JSONType;
}

/** What a server that was never prepared lets `admin` and `ops` in by. */
const AS_DELIVERED = 'changeit';

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Makes users, then says what they may do. Safe to be done again. */
export async function prepareKurrentDb(plan: KurrentPlan): Promise<void> {
  await prepareUsers(plan);
  await setRights(plan);
}

/** Ends the passwords that the server came with, then makes the users. @throws Error with what the server says. */
export async function prepareUsers(plan: UserPlan): Promise<void> {
  const ask = asking(plan);
  for (const [user, password] of [
    ['ops', plan.ops],
    ['admin', plan.admin],
  ] as const)
    await changePassword(ask, user, password, plan.admin);
  for (const user of plan.users) await ensureUser(ask, user, plan.admin);
}

type Ask = (password: string, method: string, path: string, body?: object) => Promise<Answer>;

/** As long as the old password of `admin` holds, it is the one to work with; `ops` goes first for that reason. */
async function changePassword(ask: Ask, user: string, password: string, admin: string): Promise<void> {
  const isPrepared = (await ask(admin, 'GET', '/users/admin')).status === 200;
  const path = `/users/${user}/command/reset-password`;
  told(await ask(isPrepared ? admin : AS_DELIVERED, 'POST', path, { newPassword: password }), path);
}

async function ensureUser(ask: Ask, user: KurrentUser, admin: string): Promise<void> {
  const { loginName, password, fullName, groups } = user;
  const path = `/users/${loginName}`;
  if ((await ask(admin, 'GET', path)).status === 404) {
    told(await ask(admin, 'POST', '/users/', user), path);
    return;
  }
  told(await ask(admin, 'PUT', path, { fullName, groups }), path);
  told(await ask(admin, 'POST', `${path}/command/reset-password`, { newPassword: password }), path);
}

async function setRights({ url, admin, defaultAcl, allAcl }: KurrentPlan): Promise<void> {
  const client = KurrentDBClient.connectionString(url);
  const credentials = { username: 'admin', password: admin };
  try {
    const settings = jsonEvent({ type: 'update-default-acl', data: defaultAcl });
    await client.appendToStream('$settings', [settings], { credentials });
    const metadata = jsonEvent({ type: '$metadata', data: allAcl });
    await client.appendToStream('$$$all', [metadata], { credentials });
  } finally {
    await client.dispose();
  }
}

/** @throws Error with what the server says of it. */
function told({ status, body }: Answer, path: string): void {
  if (status >= 300) throw new Error(`KurrentDB answers ${status} to ${path}: ${body.slice(0, 200)}`);
}

const asking =
  ({ url, ca }: UserPlan): Ask =>
  (password, method, path, body) =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url);
      const options = {
        ...{ hostname, port: port || 2113, method, path, timeout: 10_000 },
        ...(ca === undefined ? {} : { ca }),
        auth: `admin:${password}`,
        headers: { 'content-type': 'application/json', accept: 'application/json' },
      };
      const call = request(options, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }),
        );
      });
      call.on('error', reject);
      call.on('timeout', () => call.destroy(new Error(`KurrentDB at ${hostname} does not answer`)));
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
