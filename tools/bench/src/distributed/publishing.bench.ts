import path from 'node:path';
import { streamIdOf, type Recorded } from '@ekey/kernel';
import { median } from '@ekey/kernel/testing';
import { defineService, publisherReactor } from '@ekey/platform';
import type { DraftSaved } from '../drafts';
import { fill, pages } from '../drafts-log';
import { figureOf, type Figure } from '../figure';
import { inWorkFolder } from '../work-folder';
import { Backlog, EVENTS } from './backlog';
import { sentByTheClient, type Sent } from './client-alone';

const STREAMS = 2_500;
const FACTS_A_STREAM = 4;
const FACTS = STREAMS * FACTS_A_STREAM;
const ROUNDS = 3;

/** Tells everything that has happened: of a real log a fifth is told. */
const service = defineService({
  name: 'bench',
  rights: {},
  handlers: [],
  publisher: {
    service: 'bench',
    publish: ({ data, meta }: Recorded<DraftSaved>) => ({
      type: 'notify.NoticeAbandoned.v1',
      subject: meta.correlationId,
      data: { noticeId: meta.id, caseId: meta.correlationId, purpose: data.address, cause: 'address-refused', abandonedAt: data.savedAt }, // prettier-ignore
    }),
  },
});

/**
 * What a service tells when it finds a backlog, its log copied to where it is shared out and its messages published from
 * there, each beside the same bytes as the client sends them by itself.
 */
export async function run(): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const file = path.join(folder, 'log.db');
    const rounds: Round[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) rounds.push(await measured(file, round === 0));
    const rates = (of: (round: Round) => number): number => FACTS / median(rounds.slice(1).map(of));
    const client = { unit: '/s', limitName: 'the same records sent in batches by the client alone', share: 0.5 };
    return [
      figureOf({ name: 'facts of a backlog copied for sharing out', value: rates(({ copied }) => copied), limit: rates(({ rawCopies }) => rawCopies), ...client }), // prettier-ignore
      figureOf({ name: 'messages of a backlog published', value: rates(({ published }) => published), limit: rates(({ rawMessages }) => rawMessages), ...client }), // prettier-ignore
    ];
  });
}

/** All in seconds. */
interface Round {
  readonly copied: number;
  readonly published: number;
  readonly rawCopies: number;
  readonly rawMessages: number;
}

async function measured(file: string, isFirst: boolean): Promise<Round> {
  const backlog = await Backlog.open(file);
  if (isFirst) await fill(backlog.store, STREAMS, FACTS_A_STREAM);
  const copied = await backlog.copied(FACTS);
  const reactor = publisherReactor(service, backlog.messaging);
  if (reactor === undefined) throw new Error('nothing publishes');
  const published = await backlog.followed(reactor, FACTS);
  const messages = await backlog.messaging.read(EVENTS, 0, FACTS);
  if (messages.length !== FACTS) throw new Error(`${messages.length} messages were published`);
  const copies: Sent[] = [];
  for await (const facts of pages(backlog.store)) copies.push(...facts.map(asCopied));
  const rawCopies = await sentByTheClient(copies);
  const rawMessages = await sentByTheClient(
    messages.map(({ message }) => ({ key: message.subject, value: JSON.stringify(message) })),
  );
  await backlog.close();
  return { copied, published, rawCopies, rawMessages };
}

const asCopied = ({ type, data, meta }: Recorded): Sent => ({
  key: streamIdOf(meta.stream),
  value: JSON.stringify({ type, data, meta }),
});
