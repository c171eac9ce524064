import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  awaitAuthority,
  enterprise,
  Enterprise,
  openHouse,
  readFirstAdministrator,
  type House,
  type World,
} from '@ekey/journeys';
import { eachOf, ShiftedClock } from '@ekey/kernel/testing';
import { keysFromPrimes, primesFor } from '@ekey/soft-token';
import { leanTransport } from './lean.transport';
import { DAYS_UNTIL_RENEWAL } from './season';
import { Served } from './served';
import { Stopwatch } from './stopwatch';
import { WorkList } from './work-list';
import { CaseRun, type Floor, type Papers } from './case-run';

const MANY = '100000000';
/** Accounts are numbered apart from the enterprises whose cases they bring. */
const ACCOUNTS_FROM = 50_000;
const REGISTERED_AT_ONCE = 8;

/** A world with everybody who works there logged in, and accounts that bring cases. */
export interface OpenWorld {
  readonly world: World;
  readonly house: House;
  readonly applicants: readonly Enterprise[];
}

/** The measured process as such a world. */
export interface Stage extends OpenWorld {
  readonly served: Served;
}

export interface Cast {
  /** The data folder. */
  readonly data: string;
  /** How many accounts, each with one case under way. */
  readonly accounts: number;
  /** How many cases there will be: a key pair for each certificate. */
  readonly cases: number;
}

/** The measured process as a world, in which nobody works yet. */
export interface Begun {
  readonly served: Served;
  readonly world: World;
  /** The months pass until keys that were made may be renewed. */
  readonly season: () => Promise<void>;
}

/** Starts the process and opens the house in it. */
export async function setStage({ data, accounts, cases }: Cast): Promise<Stage> {
  const { served, world } = await begin(data, 2 * cases);
  return { served, ...(await opened(world, accounts, () => served.ask('settle'))) };
}

/** @param keyPairs how many there will be in tokens. */
export async function begin(data: string, keyPairs: number): Promise<Begun> {
  const clock = new ShiftedClock();
  const served = await Served.start({
    DATA_DIR: data,
    PORT: '0',
    RATE_LIMIT_PER_MINUTE: MANY,
    RATE_LIMIT_LOGIN_PER_MINUTE: MANY,
  });
  const world: World = {
    url: served.url,
    transport: leanTransport,
    now: () => clock.now(),
    firstAdministrator: readFirstAdministrator(readFileSync(path.join(data, 'first-administrator.txt'), 'utf8')),
    keys: keysFromPrimes(await primesFor(keyPairs)),
    end: () => served.stop(),
  };
  const season = async (): Promise<void> => {
    clock.advance({ days: DAYS_UNTIL_RENEWAL });
    await served.ask('season');
  };
  return { served, world, season };
}

/** @param settle resolves when what follows from the first day has followed. */
export async function opened(world: World, accounts: number, settle: () => Promise<unknown>): Promise<OpenWorld> {
  const house = await openHouse(world);
  await awaitAuthority(world, house.shanghai.id);
  const applicants = await registered(world, house, accounts);
  await settle();
  return { world, house, applicants };
}

async function registered(world: World, house: House, count: number): Promise<readonly Enterprise[]> {
  const applicants: Enterprise[] = [];
  const register = (n: number): Promise<Enterprise> =>
    Enterprise.registers(world, house.mailbox, enterprise(ACCOUNTS_FROM + n), {
      mail: `a${n}@bench.example`,
      userName: '欧阳静笙',
    });
  for (let from = 0; from < count; from += REGISTERED_AT_ONCE) {
    const some = Array.from({ length: Math.min(REGISTERED_AT_ONCE, count - from) }, (_none, index) => from + index);
    applicants.push(...(await Promise.all(some.map(register))));
  }
  return applicants;
}

interface Consent {
  readonly code: string;
  readonly version: number;
}

/** What the cases share, with the papers and keys that they are brought with. */
export async function floorOf({ house }: OpenWorld, papers: Papers): Promise<Floor> {
  const guidance = '/api/intake/v1/guidance';
  const { body } = await house.administrator.account.http.get<{ consents: readonly Consent[] }>(guidance);
  const queue = '/api/review/v1/queues';
  return {
    ...papers,
    house,
    watch: new Stopwatch(),
    consents: body.consents.map(({ code, version }) => ({ code, version })),
    lists: {
      preVerification: new WorkList(house.shanghai.officer.http, `${queue}/pre-verification?limit=200`),
      reVerification: new WorkList(house.provider.reviewer.http, `${queue}/re-verification?limit=200`),
      provider: new WorkList(house.provider.maker.http, '/api/issuance/v1/orders?state=to-make&limit=200'),
      counter: new WorkList(house.shanghai.counter.http, '/api/issuance/v1/orders?state=received&limit=200'),
    },
  };
}

/** One case after the other on each account, until so many are through. @param from the number of the first. */
export async function inTurns(floor: Floor, applicants: readonly Enterprise[], cases: number, from = 0): Promise<void> {
  const waiting = Array(cases).keys();
  const bring = (applicant: Enterprise): Promise<void> =>
    eachOf(waiting, 1, (number) => new CaseRun(floor, applicant, from + number).run());
  await Promise.all(applicants.map(bring));
}
