import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { status } from '@grpc/grpc-js';
import { testCertificates } from '../../test/kurrent-double/certificates';
import { appendOf, MemoryCheckpoints, foreignRecord, Reader, until } from '../../test/kurrent-double/given';
import { KurrentDouble } from '../../test/kurrent-double/kurrent-double';
import { BrokenRecord, WrongExpectedRevision } from '../event-store.port';
import { EventStoreUnavailable } from './kurrent-connection';
import type { KurrentEventStoreOptions } from './kurrent-settings';
import { openKurrentEventStore, type KurrentEventStore } from './kurrent.event-store';

const STREAM = 'intake.KeyApplication-1';

describe('the store of a service on a KurrentDB server', () => {
  let double: KurrentDouble;
  let store: KurrentEventStore;
  const opened: KurrentEventStore[] = [];

  const open = (options: Partial<KurrentEventStoreOptions> = {}): KurrentEventStore => {
    const url = `kurrentdb://${double.address}?tls=false`;
    const one = openKurrentEventStore({ url, owner: 'intake', checkpoints: new MemoryCheckpoints(), ...options });
    opened.push(one);
    return one;
  };
  beforeEach(async () => {
    double = new KurrentDouble();
    await double.start();
    store = open();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
    double.stop();
  });

  describe('a server of several installations', () => {
    it('keeps apart what stands behind different prefixes', async () => {
      const [north, south] = [open({ prefix: 'north.' }), open({ prefix: 'south.' })];
      await north.append(appendOf(STREAM, ['Started', 'Submitted']));
      await south.append(appendOf(STREAM, ['Withdrawn']));
      const typesOf = async (one: KurrentEventStore) => (await one.readAll(0, 10)).map(({ type }) => type);
      expect([await typesOf(north), await typesOf(south), await typesOf(store)]).toEqual([
        ['Started', 'Submitted'],
        ['Withdrawn'],
        [],
      ]);
      expect(double.log.stream(`north.${STREAM}`)).toHaveLength(2);
    });

    it('tells each its facts by the names that it has for them', async () => {
      const north = open({ prefix: 'north.' });
      await open({ prefix: 'south.' }).append(appendOf(STREAM, ['Withdrawn']));
      await north.append(appendOf(STREAM, ['Started']));
      const reader = new Reader(north, 'queue');
      await until(() => reader.types.length > 0);
      await reader.stop();
      const told = reader.batches.flatMap(({ facts }) => facts.map(({ type, meta }) => `${type} ${meta.stream}`));
      expect(told).toEqual([`Started ${STREAM}`]);
      expect((await north.read(STREAM)).map(({ meta }) => meta.stream)).toEqual([STREAM]);
    });
  });

  describe('a fact on the server', () => {
    it('is JSON, and names what it follows from as the tools of the server know it', async () => {
      const append = appendOf(STREAM, ['Started']);
      await store.append(append);
      const [record] = double.log.stream(STREAM) ?? [];
      const { checksum, ...metadata } = JSON.parse(Buffer.from(record?.metadata ?? []).toString()) as object & {
        checksum: unknown;
      };
      expect(record).toMatchObject({ id: append.ids[0], type: 'Started', contentType: 'application/json' });
      expect(JSON.parse(Buffer.from(record?.data ?? []).toString())).toEqual({ remark: '备注' });
      expect(metadata).toEqual({
        $correlationId: append.correlationId,
        $causationId: append.causationId,
        commandId: append.trace.commandId,
        requestDigest: 'digest',
        schemaVersion: 1,
        recordedAt: append.recordedAt,
        actor: append.actor,
      });
      expect(checksum).toEqual(expect.any(Number));
    });

    it.each([
      ['other data', { data: Buffer.from('{"remark":"别的"}') }, 'its checksum is wrong'],
      ['another type', { type: 'Rejected' }, 'its checksum is wrong'],
      ['data that are cut off', { data: Buffer.from('{"remark":"备') }, 'its data are no JSON object'],
      ['bytes for data', { contentType: 'application/octet-stream' }, 'its data are no JSON object'],
      ['no metadata', { metadata: Buffer.from('') }, 'its metadata are no JSON object'],
      [
        'metadata of somebody else',
        { metadata: Buffer.from('{"$correlationId":"1"}') },
        'it does not tell which command',
      ],
    ])('that has got %s is told to be broken, and the facts behind it are read', async (_what, change, cause) => {
      await store.append(appendOf(STREAM, ['a', 'b']));
      const [first] = double.log.records;
      double.log.damage(first?.position ?? 0, change);
      await expect(store.read(STREAM)).rejects.toThrow(BrokenRecord);
      await expect(store.read(STREAM)).rejects.toThrow(cause);
      await expect(store.readAll(0, 10)).rejects.toThrow(cause);
      expect((await store.readAll(first?.position ?? 0, 10)).map(({ type }) => type)).toEqual(['b']);
      expect(await store.feed.at(first?.position ?? 0)).toMatchObject({
        type: '$broken-record',
        data: { cause: expect.stringContaining(cause) },
        meta: { stream: STREAM, revision: 0, position: first?.position },
      });
    });

    it('that was put where another one stood is told to be broken', async () => {
      await store.append(appendOf(STREAM, ['a', 'a']));
      const [first, second] = double.log.records;
      if (first !== undefined && second !== undefined) double.log.damage(first.position, second);
      await expect(store.read(STREAM)).rejects.toThrow('its checksum is wrong');
    });

    it('that somebody else has put into our streams is told to be broken, not taken for ours', async () => {
      double.log.append(STREAM, 'no stream', [foreignRecord('1')]);
      await expect(store.read(STREAM)).rejects.toThrow('its metadata are no JSON object');
    });
  });

  describe('an append', () => {
    it('is one of many that are under way at the same time', async () => {
      const letGo = double.hold();
      const streams = Array.from({ length: 60 }, (_none, index) => `intake.KeyApplication-${index}`);
      const appends = streams.map((stream) => store.append(appendOf(stream, ['a', 'b'])));
      await until(() => double.held === streams.length);
      letGo();
      await Promise.all(appends);
      expect(double.log.records).toHaveLength(2 * streams.length);
    });

    it('whose answer was lost with the connection is tried again and stored once', async () => {
      double.losesNextAnswer = true;
      await store.append(appendOf(STREAM, ['a', 'b']));
      expect((await store.read(STREAM)).map(({ type }) => type)).toEqual(['a', 'b']);
    });

    it('loses against that of another process, which is told from every other failure', async () => {
      await open().append(appendOf(STREAM, ['theirs']));
      await expect(store.append(appendOf(STREAM, ['ours']))).rejects.toThrow(WrongExpectedRevision);
    });

    it('of more than the server takes is refused by name, and nothing of it is stored', async () => {
      const small = new KurrentDouble({ maxAppendSize: 1_000 });
      await small.start();
      const there = open({ url: `kurrentdb://${small.address}?tls=false` });
      const facts = appendOf(STREAM, ['a', 'b'], undefined, { text: 'x'.repeat(600) });
      await expect(there.append(facts)).rejects.toThrow('Maximum Append Size Exceeded');
      expect(await there.read(STREAM)).toEqual([]);
      small.stop();
    });

    it('to a stream that was deleted on the server cannot pass for a new beginning', async () => {
      await store.append(appendOf(STREAM, ['a']));
      const [record] = double.log.records;
      double.log.append('intake.KeyApplication-2', 'no stream', [foreignRecord('1'), record ?? foreignRecord('2')]);
      await expect(store.read('intake.KeyApplication-2', 1)).rejects.toThrow('its checksum is wrong');
    });
  });

  describe('a server that gives no answer', () => {
    const deadlines = { append: 150, silence: 2_000 };

    it('is waited for no longer than the deadline, whatever was asked', async () => {
      const patient = open({ deadlines });
      await patient.append(appendOf(STREAM, ['a']));
      await patient.read(STREAM);
      const letGo = double.hold();
      const begun = performance.now();
      const calls = [
        patient.append(appendOf(STREAM, ['b'], 0)),
        patient.read(STREAM),
        patient.readAll(0, 10),
        patient.head(),
      ];
      for (const outcome of await Promise.allSettled(calls))
        expect(outcome).toEqual({ status: 'rejected', reason: expect.any(EventStoreUnavailable) });
      expect(performance.now() - begun).toBeLessThan(10_000);
      await expect(patient.health()).resolves.toMatchObject({ reachable: false });
      letGo();
      await until(async () => (await patient.health()).reachable);
    });
  });

  describe('a server that is there and cannot answer', () => {
    it.each([
      ['breaks the call off as it stops', status.CANCELLED, /(has broken off the call|could not answer)$/],
      ['has no leader at the moment', status.UNKNOWN, /(cannot be reached|could not answer)$/],
      ['has not done it in time', status.ABORTED, /(did not answer in time|could not answer)$/],
      ['fails', status.INTERNAL, /cannot be reached$/],
    ])('is told from a fault of what was asked where it %s', async (_what, code, words) => {
      await store.append(appendOf(STREAM, ['a']));
      double.failsWith = code;
      const calls = [store.append(appendOf(STREAM, ['b'], 0)), store.read(STREAM), store.readAll(0, 10), store.head()];
      for (const outcome of await Promise.allSettled(calls)) {
        expect(outcome).toEqual({ status: 'rejected', reason: expect.any(EventStoreUnavailable) });
        expect(outcome).toMatchObject({ reason: { message: expect.stringMatching(words) } });
      }
      double.failsWith = undefined;
      expect((await store.read(STREAM)).map(({ type }) => type)).toEqual(['a']);
    });

    it('is not blamed for an append that is too large for any answer', async () => {
      double.failsWith = status.RESOURCE_EXHAUSTED;
      await expect(store.append(appendOf(STREAM, ['a']))).rejects.not.toThrow(EventStoreUnavailable);
    });
  });

  describe('a server that is down', () => {
    const backOff = { shortest: 5, longest: 20 };

    it('at the start is waited for, and named in health', async () => {
      double.stop();
      const early = open({ backOff });
      const reader = new Reader(early, 'queue');
      await expect(early.append(appendOf(STREAM, ['a']))).rejects.toThrow(`${double.address} cannot be reached`);
      await until(async () => (await early.health()).interrupted.length > 0);
      expect(await early.health()).toEqual({
        reachable: false,
        cause: `EventStoreUnavailable: the event store at ${double.address} cannot be reached`,
        interrupted: [{ group: 'queue', cause: expect.stringContaining('cannot be reached') }],
      });
      await double.start();
      await early.whenReachable(new AbortController().signal);
      await early.append(appendOf(STREAM, ['a']));
      await until(() => reader.types.length === 1);
      expect(await early.health()).toEqual({ reachable: true, interrupted: [] });
      await reader.stop();
    });

    it('keeps nobody waiting who has been told to stop', async () => {
      double.stop();
      const stop = new AbortController();
      const waiting = open({ backOff: { shortest: 60_000, longest: 60_000 } }).whenReachable(stop.signal);
      stop.abort();
      await waiting;
    });

    it('is found again by every call once it is back', async () => {
      await store.append(appendOf(STREAM, ['a']));
      double.stop();
      await expect(store.read(STREAM)).rejects.toThrow(EventStoreUnavailable);
      await double.start();
      await until(async () => (await store.health()).reachable);
      await store.append(appendOf(STREAM, ['b'], 0));
      expect((await store.read(STREAM)).map(({ type }) => type)).toEqual(['a', 'b']);
    });
  });

  describe('a server that asks who is there', () => {
    const certificates = testCertificates();
    const folder = mkdtempSync(path.join(tmpdir(), 'kurrent-'));
    const authority = path.join(folder, 'authority.pem');
    let guarded: KurrentDouble;
    const address = (): string => guarded.address.replace('127.0.0.1', 'localhost');
    const url = (): string => `kurrentdb://${address()}?tlsCAFile=${encodeURIComponent(authority)}`;
    const user = (password: string) => ({ credentials: { username: 'ekey-intake', password }, url: url() });

    beforeAll(async () => {
      writeFileSync(authority, certificates.authority);
      guarded = new KurrentDouble({ tls: certificates, users: { 'ekey-intake': 'right:p@ss/word' } });
      await guarded.start();
    });
    afterAll(() => {
      guarded.stop();
      rmSync(folder, { recursive: true });
    });

    it('lets the service in by its password, over TLS, with everything it does', async () => {
      const there = open(user('right:p@ss/word'));
      const reader = new Reader(there, 'queue');
      await there.append(appendOf(STREAM, ['a', 'b']));
      expect((await there.read(STREAM)).map(({ type }) => type)).toEqual(['a', 'b']);
      await until(() => reader.types.length === 2);
      expect(await there.health()).toEqual({ reachable: true, interrupted: [] });
      await reader.stop();
    });

    it('refuses a wrong one, which health says without telling it', async () => {
      const faults: string[] = [];
      const there = open({
        ...user('guess-4711'),
        backOff: { shortest: 5, longest: 20 },
        onFault: (subject, cause) => faults.push(`${subject}: ${cause}`),
      });
      const reader = new Reader(there, 'queue');
      const refused = await there.append(appendOf(STREAM, ['x'])).catch((error: Error) => error);
      await until(() => faults.length > 0);
      const health = await there.health();
      expect(refused).toBeInstanceOf(EventStoreUnavailable);
      expect(health).toMatchObject({ reachable: false, cause: expect.stringContaining('refuses the user') });
      expect(faults[0]).toMatch(/^queue: .* refuses the user/);
      expect(JSON.stringify([String(refused), health, faults])).not.toContain('guess-4711');
      await reader.stop();
    });

    it('is not believed where its certificate is of no authority that we know', async () => {
      const there = open({ ...user('right:p@ss/word'), url: `kurrentdb://${address()}` });
      await expect(there.append(appendOf(STREAM, ['x']))).rejects.toThrow(EventStoreUnavailable);
      await expect(there.read(STREAM)).rejects.toThrow();
    });
  });
});
