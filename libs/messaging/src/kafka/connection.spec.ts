import { Kafka } from 'kafkajs';
import { Connection } from './connection';

it('keeps nothing of groups that are there for one reading', () => {
  const made = jest.spyOn(Kafka.prototype, 'consumer');
  const connection = new Connection({ brokers: ['broker:9092'], clientId: 'test', prefix: 'here.' });
  for (const group of ['reader-1', 'reader-2']) connection.passing(group);
  connection.member('intake: review.events');
  expect(made.mock.calls.map(([options]) => options?.groupId)).toEqual([
    ...['here.reader-1', 'here.reader-2'],
    'here.intake: review.events',
  ]);
  // A client remembers every group that it ever was in.
  expect(new Set(made.mock.contexts).size).toBe(3);
});
