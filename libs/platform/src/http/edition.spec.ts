import type { FastifyReply, FastifyRequest } from 'fastify';
import { namesKnownEdition } from './edition';

const edition = { revision: 7, changedAt: '2026-03-02T02:00:10.200Z' };
const ITS_DATE = 'Mon, 02 Mar 2026 02:00:10 GMT';

/** What somebody is answered, at the time given, who has asked with these headers. */
function answered(headers: Readonly<Record<string, string>>, receivedAt = '2026-03-02T02:00:11.000Z') {
  const told: { status: number; headers: object } = { status: 200, headers: {} };
  const reply = {
    headers: (given: object) => ((told.headers = given), reply),
    status: (given: number) => ((told.status = given), reply),
  };
  const isKnown = namesKnownEdition(
    { headers, receivedAt } as unknown as FastifyRequest,
    reply as unknown as FastifyReply,
    edition,
  );
  expect(isKnown).toBe(told.status === 304);
  return told;
}

describe('the edition of an answer', () => {
  it('is named to everybody', () => {
    const named = { etag: '"7"', 'last-modified': ITS_DATE };
    expect(answered({})).toEqual({ status: 200, headers: named });
    expect(answered({ 'if-none-match': '"7"' })).toEqual({ status: 304, headers: named });
  });

  it.each(['"7"', 'W/"7"', '"6", "7"', '*'])('is known to who names it: %s', (tags) => {
    expect(answered({ 'if-none-match': tags }).status).toBe(304);
  });

  it.each(['"6"', '7', '"77"', ''])('is not known to who names another: %s', (tags) => {
    expect(answered({ 'if-none-match': tags, 'if-modified-since': ITS_DATE }).status).toBe(200);
  });

  it('is known to who has its date, and to nobody with another: of two processes one may have a clock that is behind', () => {
    expect(answered({ 'if-modified-since': ITS_DATE }).status).toBe(304);
    expect(answered({ 'if-modified-since': 'Mon, 02 Mar 2026 02:00:11 GMT' }).status).toBe(200);
  });

  it('has no date as long as another one may come in the same second', () => {
    const now = '2026-03-02T02:00:10.900Z';
    expect(answered({ 'if-modified-since': ITS_DATE }, now)).toEqual({ status: 200, headers: { etag: '"7"' } });
  });
});
