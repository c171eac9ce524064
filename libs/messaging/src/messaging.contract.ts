import type { Checkpoints, Feed } from '@ekey/event-store';
import type { Recorded } from '@ekey/kernel';
import { MessageInvalid, schemaOf } from './cloud-event';
import type { CloudEvent, Messaging } from './messaging.port';

export interface MessagingUnderTest {
  readonly messaging: Messaging;
  /** Opens it again as a new process would. */
  readonly reopen: () => Promise<Messaging>;
  readonly dispose: () => Promise<void>;
}

const TOPIC = 'review.events';
const uuid = (kind: number, index: number): string =>
  `0000000${kind}-0000-5000-8000-${String(index).padStart(12, '0')}`;

/** The nth message about a case: verified in round n. */
export const verified = (index: number, change: Partial<CloudEvent> = {}): CloudEvent => {
  const type = change.type ?? 'review.ApplicationPreVerified.v1';
  const subject = change.subject ?? uuid(1, index % 3);
  return {
    specversion: '1.0',
    id: uuid(2, index),
    source: `/ekey/${type.split('.')[0]}`,
    type,
    subject,
    time: '2026-03-02T01:00:00.123Z',
    dataschema: schemaOf(type),
    datacontenttype: 'application/json',
    data: {
      caseId: subject,
      round: index,
      remark: { $sealed: 'AQID', owner: `case:${subject}`, field: 'remark' },
      备注: '𠮷\n',
    },
    correlationid: uuid(3, index),
    causationid: uuid(4, index),
    stream: `review.Review-${subject}`,
    sequence: index,
    ...change,
  };
};
const many = (count: number, from = 0): CloudEvent[] =>
  Array.from({ length: count }, (_none, index) => verified(from + index));

/** Checkpoints that outlive the process, kept apart from the topics. */
export function keptCheckpoints(): Checkpoints {
  const positions = new Map<string, number>();
  return {
    checkpoint: async (reactor) => positions.get(reactor) ?? 0,
    saveCheckpoint: async (reactor, position) => void positions.set(reactor, position),
  };
}

/** Each case by itself: between cases there is no order to speak of. */
const bySubject = (messages: readonly { readonly id: string; readonly subject?: string }[]): unknown =>
  Object.fromEntries(
    [...new Set(messages.map(({ subject }) => subject))].map((subject) => [
      subject,
      messages.filter((message) => message.subject === subject),
    ]),
  );

/** What every message store must do. */
export function describeMessagingContract(name: string, make: () => Promise<MessagingUnderTest>): void {
  describe(`messaging (${name})`, () => {
    let under: MessagingUnderTest;
    let messaging: Messaging;
    let stopping: AbortController;
    let checkpoints: Checkpoints;
    beforeEach(async () => {
      checkpoints = keptCheckpoints();
      under = await make();
      messaging = under.messaging;
      stopping = new AbortController();
    });
    afterEach(async () => {
      stopping.abort();
      await under.dispose();
    });

    const all = async (topic = TOPIC): Promise<readonly CloudEvent[]> =>
      (await messaging.read(topic, 0, 10_000)).map(({ message }) => message);
    const feed = (from: Messaging = messaging): Feed => from.feed(TOPIC, checkpoints);
    /** Reads as a group until `count` facts have come, calling each batch done unless told not to. */
    const receive = async (
      group: string,
      count: number,
      options: { from?: Messaging; done?: boolean } = {},
    ): Promise<readonly Recorded[]> => {
      const received: Recorded[] = [];
      for await (const batch of feed(options.from).batches(group, stopping.signal)) {
        received.push(...batch.facts);
        if (options.done !== false) await batch.done();
        if (received.length >= count) break;
      }
      return received;
    };
    /** The ids of each case, in order. */
    const told = (facts: readonly Recorded[]): unknown =>
      bySubject(facts.map(({ meta: { id, subject } }) => ({ id, subject })));
    const tale = (messages: readonly CloudEvent[]): unknown =>
      bySubject(messages.map(({ id, subject }) => ({ id, subject })));

    describe('publishing', () => {
      it('gives back every message as it was, in order, in this process and the next', async () => {
        const messages = many(5);
        await messaging.publish(TOPIC, messages.slice(0, 2));
        await messaging.publish(TOPIC, messages.slice(2));
        expect(bySubject(await all())).toEqual(bySubject(messages));
        messaging = await under.reopen();
        expect(bySubject(await all())).toEqual(bySubject(messages));
      });

      it.each<[string, Partial<CloudEvent>]>([
        ['ids that are no UUID', { id: 'a b', correlationid: 'É', causationid: '' }],
        ['a UUID in upper case', { id: 'ABCDEF01-0000-5000-8000-0000000000AA' }],
        [
          'a subject that is not the id of the stream',
          { subject: '91440300MA5DA1234X', stream: 'review.Organisation-A1-2' },
        ],
        ['data of any shape', { data: { list: [1, null, { a: [] }], text: '"}\u0000' } }],
      ])('keeps %s', async (_what, change) => {
        const message = verified(1, change);
        await messaging.publish(TOPIC, [message]);
        expect(await all()).toEqual([message]);
      });

      it('tells a message that comes again by its id, and keeps the first where it stands', async () => {
        const messages = many(4);
        await messaging.publish(TOPIC, messages.slice(0, 2));
        await Promise.all([messaging.publish(TOPIC, messages), messaging.publish(TOPIC, messages.slice(1, 3))]);
        messaging = await under.reopen();
        await messaging.publish(TOPIC, [messages[0] as CloudEvent, messages[0] as CloudEvent]);
        const distinct = [...new Map((await all()).map((message) => [message.id, message])).values()];
        expect(bySubject(distinct)).toEqual(bySubject(messages));
      });

      it('keeps topics apart, the same message among them', async () => {
        await messaging.publish(TOPIC, [verified(1)]);
        await messaging.publish('intake.events', [verified(1), verified(2)]);
        expect(await all()).toHaveLength(1);
        expect(await all('intake.events')).toHaveLength(2);
        expect(await all('none.events')).toEqual([]);
      });

      it('takes nothing for nothing', async () => {
        await messaging.publish(TOPIC, []);
        expect(await all()).toEqual([]);
      });

      it.each<[string, Partial<CloudEvent>]>([
        ['type', { type: 'ApplicationPreVerified' }],
        ['source', { source: '/ekey/intake' }],
        ['dataschema', { dataschema: 'urn:ekey:schema:other' }],
        ['specversion', { specversion: '0.3' as '1.0' }],
        ['datacontenttype', { datacontenttype: 'text/plain' as 'application/json' }],
        ['id', { id: '' }],
        ['subject', { subject: '' }],
        ['stream', { stream: 'Review' }],
        ['sequence', { sequence: -1 }],
        ['sequence', { sequence: 0.5 }],
        ['time', { time: '2026-03-02' }],
        ['time', { time: 'soon' }],
      ])('refuses a message whose %s is wrong, and stores none of those with it', async (_attribute, change) => {
        await expect(messaging.publish(TOPIC, [verified(1), verified(2, change)])).rejects.toThrow(MessageInvalid);
        expect(await all()).toEqual([]);
      });

      it('is refused once the store is closed', async () => {
        await messaging.close();
        await expect(messaging.publish(TOPIC, [verified(1)])).rejects.toThrow('closed');
      });
    });

    describe('reading', () => {
      it('gives positions that grow, page by page, until everything is told', async () => {
        await messaging.publish(TOPIC, many(3));
        await messaging.publish('intake.events', [verified(7)]);
        await messaging.publish(TOPIC, many(4, 3));
        const found: { position: number; message: CloudEvent }[] = [];
        for (let page = await messaging.read(TOPIC, 0, 2); page.length > 0;) {
          expect(page.length).toBeLessThanOrEqual(2);
          found.push(...page);
          page = await messaging.read(TOPIC, page.at(-1)?.position ?? 0, 2);
        }
        const positions = found.map(({ position }) => position);
        expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
        expect(bySubject(found.map(({ message }) => message))).toEqual(bySubject(many(7)));
      });
    });

    describe('a feed', () => {
      it('delivers a message as a recorded fact', async () => {
        await messaging.publish(TOPIC, [verified(5)]);
        const [fact] = await receive('queue', 1);
        const { data, type, subject, stream, time, correlationid, causationid, id } = verified(5);
        expect(fact).toEqual({
          type,
          data,
          meta: {
            id,
            stream,
            subject,
            revision: 5,
            position: expect.any(Number) as number,
            recordedAt: time,
            correlationId: correlationid,
            causationId: causationid,
            schemaVersion: 1,
            actor: { kind: 'service', id: '/ekey/review' },
          },
        });
      });

      it('delivers everything, each case in order, in batches of at most 256, to each group', async () => {
        const messages = many(600);
        await messaging.publish(TOPIC, messages);
        const sizes: number[] = [];
        const received: Recorded[] = [];
        for await (const batch of feed().batches('sizes', stopping.signal)) {
          sizes.push(batch.facts.length);
          received.push(...batch.facts);
          await batch.done();
          if (received.length === 600) break;
        }
        expect(Math.max(...sizes)).toBeLessThanOrEqual(256);
        expect(told(received)).toEqual(tale(messages));
        expect(told(await receive('other', 600))).toEqual(tale(messages));
      });

      it('goes on behind what was done, in the next process too', async () => {
        await messaging.publish(TOPIC, many(3));
        await receive('queue', 3);
        await messaging.publish(TOPIC, many(2, 3));
        expect(told(await receive('queue', 2))).toEqual(tale(many(2, 3)));
        messaging = await under.reopen();
        await messaging.publish(TOPIC, [verified(5)]);
        expect(told(await receive('queue', 1))).toEqual(tale([verified(5)]));
      });

      it('delivers again what was not done', async () => {
        await messaging.publish(TOPIC, many(2));
        const first = await receive('queue', 2, { done: false });
        expect(told(await receive('queue', 2))).toEqual(told(first));
      });

      it('waits for a message and delivers it at once', async () => {
        const waiting = receive('queue', 2);
        await messaging.publish('intake.events', [verified(9)]);
        await messaging.publish(TOPIC, [verified(0)]);
        await messaging.publish(TOPIC, [verified(1)]);
        expect(told(await waiting)).toEqual(tale(many(2)));
      });

      it('ends when it is told to, waiting or not', async () => {
        const waiting = receive('queue', 1);
        await messaging.publish('intake.events', [verified(9)]);
        stopping.abort();
        expect(await waiting).toEqual([]);
        await messaging.publish(TOPIC, [verified(1)]);
        expect(await receive('queue', 1)).toEqual([]);
      });
    });
  });
}
