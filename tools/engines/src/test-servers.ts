import type { Addresses, EngineName } from './catalogue';
import { hasDocker, startContainer, type ContainerName } from './containers';
import { EngineSet } from './engine-set';
import { startEngines } from './start-engines';

/** What specs can ask for by `@engines`, and where each may come from. */
interface TestServer {
  /** The ports of ours that stand on it. */
  readonly ports: string;
  /** The variable that names one that is there already. */
  readonly given: string;
  /** The native engines that stand for it: all of them, since the gaps of stand-ins differ. */
  readonly natives: readonly EngineName[];
  /** What stands for it where there is none of these. */
  readonly double?: string;
}

export const testServers = {
  kurrentdb: { ports: 'event store', given: 'KURRENTDB_URL', natives: [], double: "a double of KurrentDB's protocol" },
  kafka: { ports: 'messaging', given: 'EKEY_TEST_KAFKA', natives: ['kafka'] },
  mongodb: { ports: 'views, keys, sessions', given: 'EKEY_TEST_MONGO', natives: ['ferretdb', 'mongojava'] },
  minio: { ports: 'documents', given: 'EKEY_TEST_MINIO', natives: ['minio'] },
  smtp: { ports: 'mail', given: 'EKEY_TEST_SMTP', natives: ['smtp'] },
} satisfies Readonly<Record<ContainerName, TestServer>>;

export type TestServerName = keyof typeof testServers;

const told: { readonly [Name in EngineName]: (address: Addresses[Name]) => Readonly<Record<string, string>> } = {
  kafka: ({ brokers }) => ({ EKEY_TEST_KAFKA: brokers.join() }),
  ferretdb: ({ url }) => ({ EKEY_TEST_FERRETDB: url }),
  mongojava: ({ url }) => ({ EKEY_TEST_MONGOJAVA: url }),
  minio: ({ url, accessKey, secretKey }) => ({ EKEY_TEST_MINIO: url.replace('//', `//${accessKey}:${secretKey}@`) }),
  smtp: ({ host, port, maildir }) => ({ EKEY_TEST_SMTP: `${host}:${port};${maildir}` }),
};

interface Found {
  /** Variables by which specs know it; empty where a double stands for it. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it is, in the words of the closing lines. */
  readonly what: string;
  end(): Promise<void>;
}

/**
 * The servers of a run of specs: each is looked for when the first spec asks for it, and ended with the run unless it was
 * there before. Addresses that are given come first, then a Docker daemon, then the native engines.
 */
export class TestServers {
  private readonly found = new Map<TestServerName, Promise<Found>>();
  private docker: Promise<boolean> | undefined;

  constructor(
    private readonly given: Readonly<Record<string, string | undefined>> = process.env,
    private readonly askForDocker = hasDocker,
  ) {}

  /** The variables by which specs know a server. @throws Error that says what to do, where there is none. */
  async environmentOf(name: string): Promise<Readonly<Record<string, string>>> {
    if (!isTestServer(name)) throw new Error(`@engines ${name}: there is ${Object.keys(testServers).join(', ')}`);
    let found = this.found.get(name);
    if (found === undefined) this.found.set(name, (found = this.find(name)));
    return (await found).environment;
  }

  /** A line for each port that was run against something. */
  async lines(): Promise<readonly string[]> {
    const lines = [...this.found].map(async ([name, found]) => {
      const what = await found.then(
        (each) => each.what,
        () => 'nothing',
      );
      return `${testServers[name].ports}: ${what}`;
    });
    return (await Promise.all(lines)).sort();
  }

  async end(): Promise<void> {
    const found = await Promise.allSettled(this.found.values());
    await Promise.all(found.map((each) => (each.status === 'fulfilled' ? each.value.end() : undefined)));
  }

  private async find(name: TestServerName): Promise<Found> {
    const server: TestServer = testServers[name];
    const address = this.given[server.given];
    if (address !== undefined) return name === 'kurrentdb' ? atKurrentDb(address) : at(server, address);
    if (await (this.docker ??= this.askForDocker())) return inContainer(name);
    if (server.natives.length > 0) return natively(name, server.natives, server.given);
    return { environment: {}, what: server.double ?? 'nothing', end: async () => undefined };
  }
}

const isTestServer = (name: string): name is TestServerName => Object.hasOwn(testServers, name);

const at = ({ given }: TestServer, address: string): Found => ({
  environment: { [given]: address },
  what: `the server at ${address.replace(/\/\/[^/@]*@/, '//').replace(/[;?].*$/, '')} (${given})`,
  end: async () => undefined,
});

/** What says where a KurrentDB is and whom it is to trust; the rest of a connection string is its client's own business. */
const OF_ITS_ADDRESS = ['tls', 'tlsCAFile'];

/**
 * Connection strings of its client may hold a user and much besides; services are told who they are apart from where. Over
 * an open connection nobody says who he is.
 */
function atKurrentDb(address: string): Found {
  const { protocol, username, password, host, searchParams } = new URL(address);
  const query = new URLSearchParams();
  for (const [name, value] of searchParams) {
    const known = OF_ITS_ADDRESS.find((each) => each.toLowerCase() === name.toLowerCase());
    if (known !== undefined) query.set(known, value);
  }
  const found = at(testServers.kurrentdb, `${protocol}//${host}${query.size > 0 ? `?${query}` : ''}`);
  if (query.get('tls') === 'false') return found;
  const [KURRENTDB_USER, KURRENTDB_PASSWORD] = [username, password].map(decodeURIComponent);
  if (!KURRENTDB_USER || !KURRENTDB_PASSWORD) return found;
  return { ...found, environment: { ...found.environment, KURRENTDB_USER, KURRENTDB_PASSWORD } };
}

async function inContainer(name: ContainerName): Promise<Found> {
  const container = await startContainer(name);
  return { environment: container.told, what: `${container.image} in a container`, end: () => container.stop() };
}

async function natively(name: TestServerName, engines: readonly EngineName[], given: string): Promise<Found> {
  const set = new EngineSet();
  const missing = engines.filter((engine) => !set.isInstalled(engine)).join(' ');
  if (missing !== '')
    throw new Error(
      `No ${name} to run against: npm run engines -- install ${missing}, or ${given}=<address>, or a Docker daemon`,
    );
  const running = await startEngines(engines);
  const tell = <Name extends EngineName>(engine: Name) => told[engine](running.addresses[engine]);
  return {
    environment: Object.assign({}, ...engines.map((engine) => tell(engine))) as Readonly<Record<string, string>>,
    what: engines.map((engine) => set.titleOf(engine)).join(' and '),
    end: () => running.stop(),
  };
}
