import { Partitioners } from 'kafkajs';
import { BROKEN_RECORD } from '@ekey/event-store';
import { categoryOf } from '@ekey/kernel';
import { MessageInvalid } from '../cloud-event';
import { verified } from '../messaging.contract';
import { deliveredOf, messageOf, recordOf, type ArrivedRecord } from './message-record';
import { positionOf } from './position';

const TOPIC = 'review.events';
const message = verified(4);
const arrived = (value: unknown, change: Partial<ArrivedRecord> = {}): ArrivedRecord => ({
  key: Buffer.from(message.subject),
  value: value === null ? null : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  partition: 2,
  offset: 7,
  ...change,
});
const without = (attribute: string) =>
  Object.fromEntries(Object.entries(message).filter(([name]) => name !== attribute));

describe('a message as a Kafka record', () => {
  it('is a CloudEvent in structured mode under the id of its case', () => {
    const { key, value, headers } = recordOf(message);
    expect(key).toBe(message.subject);
    expect(JSON.parse(value)).toEqual(message);
    expect(headers).toEqual({ 'content-type': 'application/cloudevents+json; charset=UTF-8' });
  });

  it('comes back as it was', () => {
    const { key, value } = recordOf(message);
    expect(messageOf(arrived(value, { key: Buffer.from(key) }))).toEqual(message);
  });

  // murmur2 as Apache Kafka's own tests have it (UtilsTest), so that a publisher in any language agrees with us.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
  ])('goes where every client of Kafka puts the key %s, so that a case keeps its partition', (key, murmur2) => {
    const partitionMetadata = Array.from({ length: 12 }, (_none, partitionId) => ({ partitionId, leader: 1 })) as never;
    const partition = Partitioners.DefaultPartitioner()({
      topic: TOPIC,
      partitionMetadata,
      message: { key, value: '' },
    });
    expect(partition).toBe((murmur2 & 0x7fffffff) % 12);
  });

  it('may carry attributes that we do not know: they are ignored', () => {
    expect(messageOf(arrived({ ...message, traceparent: '00-0af7' }))).toEqual(message);
  });

  it.each(['review.CaseMoved.v1', 'review.ApplicationPreVerified.v2'])(
    'is carried where nobody here knows its type %s: whoever handles facts passes it over',
    (type) => {
      const newer = verified(4, { type });
      expect(deliveredOf(TOPIC, arrived(newer))).toMatchObject({ type, data: newer.data, meta: { id: newer.id } });
    },
  );
});

describe('a record that is not ours', () => {
  it.each<[string, unknown]>([
    ['nothing', null],
    ['no JSON', '{"specversion":"1.0"'],
    ['a JSON text', '"hello"'],
    ['JSON null', 'null'],
    ['a list', []],
    ['an event without our extensions', without('stream')],
    ['an event without a type', without('type')],
    ['an event without data', without('data')],
    ['an event whose data are a text', { ...message, data: 'remark' }],
    ['an event with a sequence in quotes', { ...message, sequence: '4' }],
    ['an event of another source', { ...message, source: '/other' }],
    ['bytes', '\u0000\u00ff'],
  ])('is delivered as a broken one of its case: %s', (_what, value) => {
    expect(() => messageOf(arrived(value))).toThrow(MessageInvalid);
    expect(deliveredOf(TOPIC, arrived(value))).toMatchObject({
      type: BROKEN_RECORD,
      meta: { subject: message.subject, position: positionOf({ partition: 2, offset: 7 }) },
    });
  });

  it('is one that stands under the key of another case', () => {
    const fact = deliveredOf(TOPIC, arrived(message, { key: Buffer.from('other') }));
    expect(fact).toMatchObject({ type: BROKEN_RECORD, meta: { subject: 'other' } });
  });

  it.each([[null], [Buffer.alloc(0)]])('is a case of its own where no key names one: %s', (key) => {
    const one = deliveredOf(TOPIC, arrived('?', { key }));
    const next = deliveredOf(TOPIC, arrived('?', { key, offset: 8 }));
    expect(one.meta.subject).toBeUndefined();
    expect(one.meta.stream).not.toBe(next.meta.stream);
    expect(categoryOf(one.meta.stream)).toBe('messaging.Record');
    expect(deliveredOf(TOPIC, arrived('?', { key })).meta.id).toBe(one.meta.id);
  });

  it('is not quoted in what is said of it', () => {
    const { data } = deliveredOf(TOPIC, arrived('13800138000 张三'));
    expect(JSON.stringify(data)).not.toMatch(/138|张/);
  });
});
