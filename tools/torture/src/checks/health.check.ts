import { HttpClient, until } from '@ekey/journeys';

interface Health {
  readonly status: string;
  readonly services: Readonly<
    Record<string, { readonly halted: readonly object[]; readonly parked: readonly object[] }>
  >;
}

/** Ready, no reactor halted, and no case parked. */
export async function ailments(url: string): Promise<readonly string[]> {
  const { status, services } = (await new HttpClient(url).send<Health>('GET', '/health/ready')).body;
  const faults = Object.entries(services).flatMap(([service, { halted, parked }]) =>
    [...halted, ...parked].map((fault) => `${service}: ${JSON.stringify(fault)}`),
  );
  return status === 'ready' ? faults : [`health says "${status}"`, ...faults];
}

const LOOKS = 4;
const BETWEEN_LOOKS_MS = 200;

/** Waits until no reactor moves any more and none has anything left to do: what follows from the last fact has followed. */
export async function atRest(urls: readonly string[]): Promise<void> {
  let before = '';
  let still = 0;
  await until(
    'every reactor has come to rest',
    async () => {
      const metrics = (await Promise.all(urls.map(metricsOf))).flat();
      const now = metrics.filter((line) => line.startsWith('ekey_reactor_position')).join('\n');
      const behind = metrics.filter((line) => /^ekey_reactor_standstill_seconds\{.*\} (?!0$)/.test(line));
      still = now === before && behind.length === 0 ? still + 1 : 0;
      before = now;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
      return { still, behind };
    },
    (looked) => looked.still >= LOOKS,
  );
}

const metricsOf = async (url: string): Promise<readonly string[]> =>
  (await new HttpClient(url).get('/metrics')).bytes.toString('utf8').split('\n');
