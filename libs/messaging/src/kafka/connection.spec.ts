import { Kafka, type Admin } from 'kafkajs';
import { MessagingUnavailable } from '../messaging-unavailable';
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

it('leaves a broken connection once, whoever else has been waiting for it', async () => {
  const left: Admin[] = [];
  const made = jest.spyOn(Kafka.prototype, 'admin').mockImplementation(() => {
    const admin = { connect: async () => undefined, disconnect: async () => void left.push(admin) } as unknown as Admin;
    return admin;
  });
  const connection = new Connection({ brokers: ['broker:9092'], clientId: 'test' });
  const breaks: (() => void)[] = [];
  const ask = (): Promise<void> =>
    connection.ask(() => new Promise((_resolve, reject) => breaks.push(() => reject(new Error('broken off')))));
  const asAsked = async (questions: number): Promise<void> => {
    while (breaks.length < questions) await new Promise(setImmediate);
  };
  const [one, other] = [ask(), ask()];
  await asAsked(2);
  breaks[0]?.();
  await expect(one).rejects.toThrow(MessagingUnavailable);
  const next = ask();
  await asAsked(3);
  breaks[1]?.();
  await expect(other).rejects.toThrow(MessagingUnavailable);
  const [first] = made.mock.results.map(({ value }) => value as Admin);
  expect([made.mock.calls.length, left]).toEqual([2, [first]]);
  breaks[2]?.();
  await expect(next).rejects.toThrow('broken off');
});
