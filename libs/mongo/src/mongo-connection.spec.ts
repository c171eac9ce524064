import { MongoConnection, type MongoOptions } from '.';
import { MongoDouble } from './testing';

class Unavailable extends Error {
  constructor(server: string, cause: string) {
    super(`${server}: ${cause}`);
  }
}
const PASSWORD = 'correct horse/battery@staple';
const credentials = { username: 'intake', password: PASSWORD };
const deadlines = { reach: 300, answer: 300 };

describe('the address of MongoDB', () => {
  const open = (options: Partial<MongoOptions>) =>
    new MongoConnection({ url: 'mongodb://a:1', database: 'intake', ...options }, (server) => new Error(server));

  it.each(['mongodb://a', 'mongodb://a:1,b:2/?replicaSet=rs0', 'mongodb+srv://a.example/?tls=true&authSource=admin'])(
    'may be %s',
    (url) => expect(() => open({ url })).not.toThrow(),
  );

  it.each(['http://a', 'mongodb://', 'mongodb:///?tls=true', 'a:27017', '', 'mongodb://a/intake'])('is not %j', (url) =>
    expect(() => open({ url })).toThrow('the address of MongoDB must be mongodb://host[:port]'),
  );

  it('has neither user nor password in it, and shows none in what it says', () => {
    const refusal = (() => {
      try {
        return String(open({ url: `mongodb://intake:${PASSWORD}@a` }));
      } catch (error) {
        return String(error);
      }
    })();
    expect(refusal).toContain('no part of the address');
    expect(refusal).not.toContain('horse');
  });

  it('says nothing that would change what is acknowledged or how the password is shown', () => {
    for (const option of [
      'w=0',
      'journal=false',
      'authMechanism=PLAIN',
      'tlsAllowInvalidCertificates=true',
      'retryWrites=false',
    ])
      expect(() => open({ url: `mongodb://a/?${option}` })).toThrow(/may not say/);
  });

  it.each(['', 'a.b', 'a b', '$x', 'x'.repeat(64), '-x'])('takes no database named %j', (database) =>
    expect(() => open({ database })).toThrow(RangeError),
  );
});

describe('a connection to MongoDB', () => {
  let double: MongoDouble;
  let connection: MongoConnection;
  const connect = (options: Partial<MongoOptions> = {}): MongoConnection =>
    (connection = new MongoConnection(
      { url: double.url, database: 'intake', deadlines, ...options },
      (server, cause) => new Unavailable(server, cause),
    ));
  const given = async (answer: ConstructorParameters<typeof MongoDouble>[0]): Promise<void> => {
    double = new MongoDouble(answer);
    await double.start();
  };
  afterEach(async () => {
    await connection.close();
    await double.stop();
  });

  it('is made when something is asked, and tried anew until there is a server', async () => {
    await given(() => ({ ok: 1 }));
    await double.stop();
    connect();
    for (const _time of ['first', 'second'])
      await expect(connection.ping()).rejects.toThrow(new RegExp(`^127.0.0.1:${double.port}: .*ECONNREFUSED`));
    await double.start();
    await connection.ping();
    expect(double.asked.filter((command) => 'ping' in command)).toMatchObject([
      { ping: 1, $db: 'intake', maxTimeMS: 300 },
    ]);
  });

  it('finds its server again by itself', async () => {
    await given(() => ({ ok: 1 }));
    await connect().ping();
    await double.stop();
    await expect(connection.ping()).rejects.toThrow(Unavailable);
    await double.start();
    const again = async (): Promise<void> => connection.ping().catch(again);
    await again();
  });

  it('names the server that refuses the password, and neither shows nor sends it', async () => {
    await given(() => ({ ok: 0, code: 18, codeName: 'AuthenticationFailed', errmsg: 'Authentication failed.' }));
    const error = await connect({ credentials }).ping().then(String, String);
    expect(error).toContain(`127.0.0.1:${double.port}: Authentication failed.`);
    expect(error).not.toContain('horse');
    expect(double.asked).toMatchObject([{ saslStart: 1, mechanism: 'SCRAM-SHA-256', $db: 'admin' }]);
    expect(JSON.stringify(double.asked)).not.toContain('horse');
  });

  it('does not wait for a server that says nothing', async () => {
    await given(() => undefined);
    const began = performance.now();
    await expect(connect().ping()).rejects.toThrow(Unavailable);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('asks nothing any more once it is closed', async () => {
    await given(() => ({ ok: 1 }));
    await connect().ping();
    await connection.close();
    await expect(connection.ping()).rejects.toThrow('it was closed');
  });

  it('does not wait for ever where even its client does, and asks by a new one then', async () => {
    await given(() => ({ ok: 1 }));
    connect({ deadlines: { reach: 300, answer: 20 } });
    const forgotten = connection.ask(() => new Promise(() => undefined));
    await expect(forgotten).rejects.toThrow(/no answer within \d+ ms/);
    await connection.ping();
  });

  it('knows a connection that breaks under what is written to it', async () => {
    await given(() => ({ ok: 1 }));
    const broken = Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' });
    await expect(connect().ask(() => Promise.reject(broken))).rejects.toThrow(Unavailable);
  });

  it('leaves what is the fault of the asker as it is', async () => {
    await given(() => ({ ok: 1 }));
    await expect(connect().ask(() => Promise.reject(new TypeError('not mine')))).rejects.toThrow(TypeError);
  });

  it('writes so that most members have it in their journals, and reads what they have', async () => {
    await given(() => ({ ok: 1, n: 1, cursor: { id: 0n, ns: 'intake.things', firstBatch: [] } }));
    await connect().ask(async (database) => {
      await database.collection('things').insertOne({ a: 1 });
      await database.collection('things').findOne({ a: 1 });
    });
    expect(double.asked).toMatchObject([
      { insert: 'things', writeConcern: { w: 'majority', j: true, wtimeout: 300 } },
      { find: 'things', readConcern: { level: 'majority' } },
    ]);
  });
});
