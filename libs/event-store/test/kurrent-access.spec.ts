import { readFileSync } from 'node:fs';
import path from 'node:path';

const SERVICES = ['intake', 'review', 'issuance', 'renewal', 'notify'];
const ADMINS = ['$admins'];

type Rights = Readonly<Record<'$r' | '$w' | '$d' | '$mr' | '$mw', readonly string[]>>;

const read = <Data>(file: string): Data =>
  JSON.parse(readFileSync(path.join(__dirname, '../../../deploy/kurrentdb', file), 'utf8')) as Data;

describe('the rights on a KurrentDB server', () => {
  const users = read<{ loginName: string; groups: string[] }[]>('users.json');
  const defaults = read<Record<'$userStreamAcl' | '$systemStreamAcl', Rights>>('default-acl.json');
  const { $acl: all } = read<{ $acl: Rights }>('all-acl.json');
  const policies = read<{
    streamPolicies: Record<string, Rights>;
    streamRules: { policy: string; startsWith: string }[];
    defaultStreamRules: Record<string, string>;
  }>('stream-policies.json');

  it('know each service as a user of its own, and no password', () => {
    expect(users.map(({ loginName }) => loginName)).toEqual(SERVICES.map((service) => `ekey-${service}`));
    for (const { loginName, groups } of users) expect(groups).toEqual(['ekey-services', loginName]);
    for (const file of ['users.json', 'default-acl.json', 'all-acl.json', 'stream-policies.json'])
      expect(JSON.stringify(read(file))).not.toMatch(/password/i);
  });

  it('let nobody but an administrator delete anything, change rights or touch the server’s own streams', () => {
    for (const rights of [defaults.$userStreamAcl, all, ...Object.values(policies.streamPolicies)])
      expect([rights.$d, rights.$mr, rights.$mw]).toEqual([ADMINS, ADMINS, ADMINS]);
    expect(new Set(Object.values(defaults.$systemStreamAcl).flat())).toEqual(new Set(ADMINS));
    expect(all.$w).toEqual(ADMINS);
  });

  it('let a service write its own streams alone, where the server knows rules by prefix', () => {
    for (const service of SERVICES) {
      expect(policies.streamRules).toContainEqual({ policy: service, startsWith: `${service}.` });
      expect(policies.streamPolicies[service]?.$w).toEqual([`ekey-${service}`]);
      expect(policies.streamPolicies[service]?.$r).toEqual(['$admins', `ekey-${service}`]);
    }
    expect(policies.defaultStreamRules).toEqual({ userStreams: 'closed', systemStreams: 'closed' });
    expect(new Set(Object.values(policies.streamPolicies.closed ?? {}).flat())).toEqual(new Set(ADMINS));
  });
});
