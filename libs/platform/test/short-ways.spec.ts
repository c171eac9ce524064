import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { createApplication, type ShortWay } from '../src';
import { House } from './house/house';
import { shelfService } from './house/shelf.service';

const HELLO = '/api/notify/v1/public';

/** Greets by itself whoever says that he is in a hurry. */
@Injectable()
class Hurry implements ShortWay {
  readonly contentType = 'application/json; charset=utf-8';
  answer({ headers }: FastifyRequest): Buffer | undefined {
    if (headers['x-hurry'] === 'too much') throw new TypeError('a fault of ours');
    return headers['x-hurry'] === undefined ? undefined : Buffer.from('{"kind":"in a hurry"}');
  }
}

const hurried = (house: House, route = `GET ${HELLO}`) => {
  const service = shelfService(house.bell);
  return { ...service, shortWays: { [route]: Hurry }, providers: [...service.providers, Hurry] };
};

describe('a route with a short way', () => {
  let house: House;
  beforeEach(async () => {
    house = await House.open({ RATE_LIMIT_PER_MINUTE: '4' });
    await house.restart(hurried(house));
  });
  afterEach(() => house.close());
  const hello = (headers = {}) => house.send<{ kind: string }>('GET', HELLO, { headers });
  const hurry = (how = 'please') => hello({ 'x-hurry': how });

  it('is answered by its controller where there is nothing on the short way', async () => {
    expect([(await hello()).body.kind, (await hurry()).body.kind]).toEqual(['anonymous', 'in a hurry']);
  });

  it('answers with the same headers, counted and logged alike', async () => {
    const [long, short] = [await hello(), await hurry()];
    const namesOf = ({ headers }: typeof long) => [...headers.keys()].sort();
    expect(namesOf(short)).toEqual(namesOf(long));
    const { text } = await house.send('GET', '/metrics');
    expect(text).toContain(`ekey_http_request_seconds_count{method="GET",route="${HELLO}",status="200"} 2`);
    const lines = house.logged().filter(({ msg, route }) => msg === 'request' && route === HELLO);
    expect(lines.map(({ correlationId }) => correlationId)).toEqual(
      [long, short].map(({ headers }) => headers.get('x-correlation-id')),
    );
    expect(lines).toMatchObject(Array(2).fill({ level: 'info', status: 200, caller: 'anonymous anonymous' }));
  });

  it('is counted against how often somebody may ask', async () => {
    const statuses = [];
    for (let time = 0; time < 5; time += 1) statuses.push((await hurry()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
  });

  it('hides no fault that is on it, and tells nobody of it', async () => {
    const { status, text } = await hurry('too much');
    expect([status, text.includes('ours')]).toEqual([500, false]);
  });
});

it('a short way to no route does not let a house open', async () => {
  const house = await House.open();
  await house.application.close();
  const service = hurried(house, 'GET /api/notify/v1/attic');
  await expect(createApplication(house.floor, [service])).rejects.toThrow('no such route');
  await house.floor.end();
});
