import { MemoryCheckpoints } from '../../test/kurrent-double/given';
import { settingsOf, type KurrentEventStoreOptions } from './kurrent-settings';

const settings = (options: Partial<KurrentEventStoreOptions>) =>
  settingsOf({ url: 'kurrentdb://db', owner: 'intake', checkpoints: new MemoryCheckpoints(), ...options });
const credentials = { username: 'ekey-intake', password: 'secret' };

describe('the address of the event store', () => {
  it('is a host, behind TLS and with a user, unless it says otherwise', () => {
    expect(settings({ credentials })).toMatchObject({
      address: 'db:2113',
      connectionString: expect.stringMatching(/^kurrentdb:\/\/db:2113\?tls=true&connectionName=ekey-intake&/),
      credentials,
    });
    expect(settings({ url: 'esdb://10.0.0.1:2114/?tls=false' })).toMatchObject({
      address: '10.0.0.1:2114',
      connectionString: expect.stringMatching(/^kurrentdb:\/\/10\.0\.0\.1:2114\?tls=false&/),
      credentials: undefined,
    });
  });

  it.each(['kurrentdb', 'kurrent', 'kdb', 'esdb'])('may begin with %s://', (scheme) => {
    expect(settings({ url: `${scheme}://db`, credentials }).address).toBe('db:2113');
  });

  it.each([
    ['http://db', 'must be kurrentdb://'],
    ['db:2113', 'must be kurrentdb://'],
    ['kurrentdb+discover://db', 'must be kurrentdb://'],
    ['kurrentdb://one,two', 'has one address'],
    ['kurrentdb://admin:secret@db', 'no part of the address'],
    ['kurrentdb://db?tlsVerifyCert=false', 'may not say tlsVerifyCert'],
    ['kurrentdb://db?tls=false', 'over TLS only'],
  ])('is refused as %s, without telling what is secret in it', (url, why) => {
    const refuse = () => settings({ url, credentials });
    expect(refuse).toThrow(why);
    expect(refuse).not.toThrow('secret');
  });

  it('behind TLS needs a user', () => {
    expect(() => settings({})).toThrow('asks for a user');
  });
});
