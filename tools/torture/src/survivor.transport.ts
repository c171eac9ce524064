import type { Transport, TransportAnswer } from '@ekey/journeys';
import type { Ledger } from './ledger';
import type { Besieged } from './besieged';

/** Of a server that cannot now, and of a gateway that reaches none. */
const UNAVAILABLE = [502, 503];
const PAUSE_MS = 50;

/**
 * Sends each request until it is answered, over as many lives of the server as that takes, with the same `Idempotency-Key`
 * each time: so it meets what an unanswered one has left.
 */
export const survivorTransport =
  (victim: Pick<Besieged, 'ready'>, ledger: Ledger): Transport =>
  async (url, request) => {
    for (let sendings = 1; ; sendings += 1) {
      await victim.ready();
      const answer = await sent(url, request);
      if (answer !== null && !UNAVAILABLE.includes(answer.status)) {
        ledger.note(url, request, answer.status, answer.headers.get('etag'), sendings);
        return answer;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };

/** @returns `null` where the connection broke before the whole answer had come. */
async function sent(url: string, { body, ...request }: Parameters<Transport>[1]): Promise<TransportAnswer | null> {
  try {
    const answer = await fetch(url, { ...request, ...(body === undefined ? {} : { body: body as string }) });
    const bytes = await answer.arrayBuffer();
    return { status: answer.status, headers: answer.headers, arrayBuffer: async () => bytes };
  } catch (error) {
    // By its name: it may come from another realm, as in a test that has globals of its own.
    if ((error as Error).name === 'TypeError') return null;
    throw error;
  }
}
