import { OrderBook, type House, type Officer, type ShownApplication } from '@ekey/journeys';

/** Where each case that somebody else has to go on with must stand, and whether a clock must run. */
const PLACES: Readonly<Record<string, { readonly list: string; readonly clock: 'due' | 'expiry' | 'stopped' }>> = {
  DRAFT: { list: 'none', clock: 'expiry' },
  FORM_SUBMITTED: { list: 'none', clock: 'expiry' },
  UPLOADING: { list: 'none', clock: 'expiry' },
  READY: { list: 'none', clock: 'expiry' },
  PRECHECK: { list: 'pre-verification', clock: 'due' },
  PRECHECK_REJECTED: { list: 'none', clock: 'expiry' },
  RECHECK: { list: 're-verification', clock: 'due' },
  RECHECK_REJECTED: { list: 'none', clock: 'expiry' },
  APPROVED: { list: 'orders', clock: 'due' },
  PRODUCING: { list: 'orders', clock: 'due' },
  PRODUCED: { list: 'orders', clock: 'stopped' },
  SHIPPED: { list: 'orders', clock: 'stopped' },
  ARRIVED: { list: 'orders', clock: 'due' },
  READY_FOR_PICKUP: { list: 'orders', clock: 'stopped' },
  FINAL_FAILED: { list: 'orders', clock: 'stopped' },
  HANDED_OVER: { list: 'none', clock: 'stopped' },
};
const OVER = { list: 'none', clock: 'stopped' } as const;

export interface StandingCase {
  readonly id: string;
  read(): Promise<ShownApplication>;
}

/** Every live case stands in exactly one list, with a clock that runs or was stopped on purpose. */
export async function misplacedCases(house: House, cases: readonly StandingCase[]): Promise<readonly string[]> {
  const lists = await allLists(house);
  const faults: string[] = [];
  for (const each of cases) {
    const { status, due, expiresOn } = await each.read();
    const wanted = PLACES[status.code] ?? OVER;
    const found = lists.filter(({ ids }) => ids.includes(each.id)).map(({ name }) => name);
    const clock = due !== null ? 'due' : expiresOn !== null ? 'expiry' : 'stopped';
    if (found.join() !== (wanted.list === 'none' ? '' : wanted.list))
      faults.push(`${each.id} (${status.code}) stands in [${found.join()}], not in ${wanted.list}`);
    if (clock !== wanted.clock)
      faults.push(`${each.id} (${status.code}): its clock is "${clock}", not "${wanted.clock}"`);
  }
  return faults;
}

interface List {
  readonly name: string;
  readonly ids: readonly string[];
}

async function allLists({ shanghai, provider }: House): Promise<readonly List[]> {
  const queue = async (officer: Officer, name: Parameters<Officer['queue']>[0]): Promise<List> => ({
    name,
    ids: (await officer.queue(name)).map(({ caseId }) => caseId),
  });
  const orders = await new OrderBook(provider.maker.http).list();
  return [
    await queue(shanghai.officer, 'pre-verification'),
    await queue(provider.reviewer, 're-verification'),
    await queue(shanghai.manager, 'refusal-proposals'),
    { name: 'orders', ids: orders.map(({ caseId }) => caseId) },
  ];
}
