import { z } from 'zod';
import { Answers, AnswersStored, stored } from '../src';
import { DescribedAnswers, type Exchange } from '../src/testing';
import { House } from './house/house';

let house: House;
let described: DescribedAnswers;
let token: string;
let shelf: string;
beforeAll(async () => {
  house = await House.open();
  described = new DescribedAnswers(house.url);
  token = await house.token({ roles: ['CS', 'AUD'] });
  shelf = `/api/notify/v1/shelves/${await house.shelf(token)}`;
});
afterAll(() => house.close());

const seen = async (method: string, path: string, body?: unknown): Promise<Exchange> => {
  const { status, headers, text } = await house.send(method, path, { token, ...(body === undefined ? {} : { body }) });
  return { method, path, status, headers, bytes: Buffer.from(text) };
};
const withBody = (exchange: Exchange, change: (body: Record<string, unknown>) => object): Exchange => ({
  ...exchange,
  bytes: Buffer.from(JSON.stringify(change(JSON.parse(exchange.bytes.toString()) as Record<string, unknown>))),
});

/** Held by the compiler: what stands beside a route is what its method gives. */
class Described {
  @Answers(200, z.object({ size: z.int() }))
  fitting() {
    return { size: 3 };
  }
  // @ts-expect-error -- the size is a number
  @Answers(200, z.object({ size: z.int() }))
  unfitting() {
    return { size: 'three' };
  }
  // @ts-expect-error -- nothing has a revision here
  @AnswersStored(200, z.object({ size: z.int() }))
  withoutRevision() {
    return { size: 3 };
  }
  // @ts-expect-error -- there is a body
  @AnswersStored(204)
  withBody() {
    return stored({ revision: 1 }, { size: 3 });
  }
}

it('a route is not described before its method is asked', () => {
  expect(new Described().fitting()).toEqual({ size: 3 });
});

describe('answers compared with their description', () => {
  it.each([
    ['a list', () => seen('GET', '/api/notify/v1/shelves?limit=1')],
    ['one thing with its ETag', () => seen('GET', shelf)],
    ['a write that only stores', () => seen('POST', `${shelf}/things`, { thing: 'cup' })],
    ['a refusal', () => seen('POST', `${shelf}/things`, { thing: '', colour: 'red' })],
    ['a refusal of an address that is no route', () => seen('GET', '/api/notify/v1/attics')],
    ['JSON lines', () => seen('GET', '/api/notify/v1/audit/events')],
    ['what is no service’s', () => seen('GET', '/health/live')],
  ])('fit: %s', async (_case, exchange) => {
    await expect(described.check(await exchange())).resolves.toBeUndefined();
  });

  it.each<[string, (exchange: Exchange) => Exchange, RegExp]>([
    ['a member that nobody described', (answer) => withBody(answer, (body) => ({ ...body, colour: 'red' })), /colour/],
    ['a member that is missing', (answer) => withBody(answer, ({ things: _none, ...body }) => body), /things/],
    ['a member of another type', (answer) => withBody(answer, (body) => ({ ...body, open: 'yes' })), /\/open/],
    ['another status', (answer) => ({ ...answer, status: 203 }), /203 .* nothing is said of this status/],
    ['another media type', (answer) => ({ ...answer, headers: new Headers({ etag: '"1"', 'content-type': 'text/html' }) }), /text\/html/], // prettier-ignore
    ['an ETag that is not there', (answer) => ({ ...answer, headers: new Headers({ 'content-type': 'application/json' }) }), /ETag/], // prettier-ignore
  ])('do not fit: %s', async (_case, change, words) => {
    const faulty = change(await seen('GET', shelf));
    await expect(described.check(faulty)).rejects.toThrow(
      /^GET \/api\/notify\/v1\/shelves\/\{id\} \d+ is not as described/,
    );
    await expect(described.check(faulty)).rejects.toThrow(words);
  });

  it('do not fit where the code of a refusal is none of those listed', async () => {
    const refusal = await seen('GET', '/api/notify/v1/shelves/nowhere');
    await expect(described.check(withBody(refusal, (body) => ({ ...body, code: 'Nonsense' })))).rejects.toThrow(
      'its code Nonsense is not listed',
    );
  });
});
