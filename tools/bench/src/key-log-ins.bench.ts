import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { type AskedChallenge, KeyHolder, type KeyProof } from '@ekey/journeys';
import { Scene } from '@ekey/journeys/scene';
import { eachOf, median } from '@ekey/kernel/testing';
import { saveDraft } from './drafts';
import { figureOf, reported, secondsOf, type Figure } from './figure';
import { Server } from './http/load';
import { inWorkFolder } from './work-folder';
import { leanTransport } from './workflow/lean.transport';
import { begin } from './workflow/stage';

const KEYS = 4;
const CONNECTIONS = 64;
const LOG_INS = 1_024;
const WARM_UP = 1;
const ROUNDS = 5;
const INTAKE = '/api/intake/v1';
const JSON_TYPE = { 'content-type': 'application/json' };

/**
 * Log-ins by key over HTTP, 64 at once: a challenge is asked for, and its text, signed in the token, is answered with a session. What
 * the token takes to sign is not counted. Beside them a route of the platform that checks its caller and body and does nothing else,
 * asked by the same driver in the same way; a log-in is two such requests.
 */
export async function run(): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const empty = await Server.start(path.join(folder, 'empty'));
    const { served, world } = await begin(path.join(folder, 'data'), 2 * KEYS);
    const keys = await (await Scene.set(world)).collectedBy(KEYS, KEYS);
    const holders = keys.map(({ token, pin }) => new KeyHolder(world, token, pin));
    const rounds: { logIns: number; requests: number; empty: number }[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      const found = { ...(await logIns(world.url, holders)), empty: await emptyRequests(empty) };
      if (round >= WARM_UP) rounds.push(found);
    }
    await Promise.all([empty.stop(), served.stop()]);
    const limit = median(rounds.map((each) => each.empty));
    const limitName = 'an empty route that checks its caller';
    const name = 'log-ins by key over HTTP, 64 at once';
    return [
      figureOf({ name, unit: '/s', value: median(rounds.map((each) => each.logIns)), limit, limitName, share: 0.5 }),
      reported({
        ...{ name: `${name}: requests, two a log-in`, unit: '/s', limit, limitName },
        value: median(rounds.map(({ requests }) => requests)),
      }),
    ];
  });
}

async function logIns(url: string, holders: readonly KeyHolder[]) {
  const challenges: AskedChallenge[] = [];
  const asking = await secondsOf(() =>
    overConnections(async () => {
      const answer = await posted(`${url}${INTAKE}/key-challenges`, {});
      challenges.push(JSON.parse(answer) as AskedChallenge);
    }),
  );
  // A token does one thing at a time.
  const proofs: KeyProof[] = [];
  for (const [index, challenge] of challenges.entries())
    proofs.push(await (holders[index % holders.length] as KeyHolder).proof(challenge));
  const answering = await secondsOf(() =>
    overConnections(async (index) => void (await posted(`${url}${INTAKE}/key-sessions`, proofs[index] ?? {}))),
  );
  const logInsASecond = LOG_INS / (asking + answering);
  return { logIns: logInsASecond, requests: 2 * logInsASecond };
}

async function posted(url: string, body: object): Promise<string> {
  const headers = { ...JSON_TYPE, 'idempotency-key': randomUUID() };
  return accepted(await leanTransport(url, { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function emptyRequests({ serving }: Server): Promise<number> {
  const { savedAt: _, ...draft } = saveDraft(1).data;
  const body = JSON.stringify(draft);
  const url = `${serving.url}/api/bench/v1/drafts/draft-1/rehearsal`;
  const seconds = await secondsOf(() =>
    overConnections(async () => {
      const headers = { ...JSON_TYPE, 'idempotency-key': randomUUID(), authorization: `Bearer ${serving.token}` };
      await accepted(await leanTransport(url, { method: 'PUT', headers, body }));
    }),
  );
  return LOG_INS / seconds;
}

async function accepted(answer: Awaited<ReturnType<typeof leanTransport>>): Promise<string> {
  const text = Buffer.from(await answer.arrayBuffer()).toString('utf8');
  if (answer.status >= 300) throw new Error(`refused: ${answer.status} ${text}`);
  return text;
}

/** As often as there are log-ins, one after the other on each connection. */
const overConnections = (work: (index: number) => Promise<void>): Promise<void> =>
  eachOf(Array(LOG_INS).keys(), CONNECTIONS, work);
