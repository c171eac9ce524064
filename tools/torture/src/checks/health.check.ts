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

/** Waits until no reactor moves any more: what follows from the last fact has followed. */
export async function atRest(urls: readonly string[]): Promise<void> {
  const positionsOf = async (url: string): Promise<string> =>
    (await new HttpClient(url).get('/metrics')).bytes
      .toString('utf8')
      .split('\n')
      .filter((line) => line.startsWith('ekey_reactor_position'))
      .join('\n');
  const positions = async (): Promise<string> => (await Promise.all(urls.map(positionsOf))).join('\n');
  let before = '';
  let still = 0;
  await until(
    'every reactor has come to rest',
    async () => {
      const now = await positions();
      still = now === before ? still + 1 : 0;
      before = now;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return still;
    },
    (count) => count >= 4,
  );
}
