import { X509Certificate } from 'node:crypto';
import type { Recorded } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import { isCrlOf, parseCrl, type CertificateAuthority, type ReadCrl } from '@ekey/pki';
import type { ViewStore } from '@ekey/views';
import { memoryViews } from '@ekey/views/testing';
import { exampleAuthority } from '../testing/example-authority';
import { revocationListView } from '../views/revocation-list.view';
import { RevocationLists, type PublishedList } from './revocation-lists';

let authority: CertificateAuthority;
beforeAll(async () => {
  authority = await exampleAuthority();
});

/** A log of which only this view is told. */
class Log {
  private position = 0;
  private readonly revisions = new Map<string, number>();
  signatures = 0;
  refreshments = 0;

  private constructor(readonly views: ViewStore) {}
  static async open(): Promise<Log> {
    const views = memoryViews();
    await views.open([revocationListView]);
    return new Log(views);
  }

  fact(stream: string, type: string, data: object): Recorded {
    const revision = (this.revisions.get(stream) ?? -1) + 1;
    this.revisions.set(stream, revision);
    this.position += 10;
    const recordedAt = new Date(Date.UTC(2026, 2, 2, 2, 0, this.position)).toISOString();
    return recorded({ type, data }, { stream, revision, position: this.position, recordedAt });
  }
  async tell(stream: string, type: string, data: object): Promise<Recorded> {
    const fact = this.fact(stream, type, data);
    await this.views.apply(revocationListView, [fact]);
    return fact;
  }
  reserve(serial: string): Promise<Recorded> {
    return this.tell(`issuance.Certificate-${serial}`, 'SerialNumberReserved', {
      reservedAt: '2026-03-02T01:00:00.000Z',
    });
  }
  activate(serial: string): Promise<Recorded> {
    return this.tell(`issuance.Certificate-${serial}`, 'CertificateActivated', {});
  }
  revoke(serial: string): Promise<Recorded> {
    const data = { reason: 'keyCompromise', at: '2026-03-02T01:30:00.000Z' };
    return this.tell(`issuance.Certificate-${serial}`, 'CertificateRevoked', data);
  }
  refresh = async () => {
    this.refreshments += 1;
    const { meta } = await this.tell('issuance.RevocationList-list', 'RevocationListRefreshed', {});
    return { key: 'list', revision: meta.revision };
  };
  lists(): RevocationLists {
    const counting: CertificateAuthority = {
      ...bound(authority),
      signCrl: (tbs) => {
        this.signatures += 1;
        return authority.signCrl(tbs);
      },
    };
    return new RevocationLists({ views: this.views, authority: counting, validMinutes: 60, refresh: this.refresh });
  }
}
const bound = (real: CertificateAuthority): CertificateAuthority => ({
  certificateChain: () => real.certificateChain(),
  fingerprints: () => real.fingerprints(),
  signTbs: (tbs) => real.signTbs(tbs),
  signCrl: (tbs) => real.signCrl(tbs),
  sealMakerCertificate: () => real.sealMakerCertificate(),
  signSeal: (info) => real.signSeal(info),
  delegateResponder: (from, to) => real.delegateResponder(from, to),
});

function read({ der }: PublishedList): ReadCrl {
  const list = parseCrl(der);
  if ('rejected' in list) throw new Error(list.rejected);
  expect(isCrlOf(list, new X509Certificate(authority.certificateChain().issuing).raw)).toBe(true);
  return list;
}
const reasons = (list: PublishedList) =>
  Object.fromEntries([...read(list).revoked].map(([serial, { reason }]) => [serial, reason]));

describe('the revocation list', () => {
  it('names what is on hold and what is revoked, and no longer what has gone live', async () => {
    const log = await Log.open();
    const lists = log.lists();
    for (const serial of ['4A', '4B', '4C']) await log.reserve(serial);
    await log.activate('4B');
    const { meta } = await log.revoke('4C');
    expect(reasons(await lists.covering('4C', meta.revision))).toEqual({
      '4A': 'certificateHold',
      '4C': 'keyCompromise',
    });
  });
  it('is numbered by the place in the log of the last fact that it covers, and dated by it', async () => {
    const log = await Log.open();
    const lists = log.lists();
    const first = await lists.current();
    const { meta } = await log.reserve('4A');
    const second = await lists.covering('4A', meta.revision);
    expect(second.number).toBe(meta.position);
    expect(second.number).toBeGreaterThan(first.number);
    expect(read(second)).toMatchObject({ crlNumber: BigInt(meta.position), thisUpdate: new Date(meta.recordedAt) });
    expect(Date.parse(second.nextUpdate) - Date.parse(second.thisUpdate)).toBe(3_600_000);
  });
  it('is not made anew where nothing has changed', async () => {
    const log = await Log.open();
    const lists = log.lists();
    const { meta } = await log.reserve('4A');
    const one = await lists.covering('4A', meta.revision);
    expect(await lists.covering('4A', meta.revision)).toBe(one);
    expect(log.signatures).toBe(1);
  });
  it('is shared by changes that come together', async () => {
    const log = await Log.open();
    const lists = log.lists();
    await lists.current();
    const serials = Array.from({ length: 300 }, (_none, index) => (0x4000 + index).toString(16).toUpperCase());
    const facts = serials.map((serial) =>
      log.fact(`issuance.Certificate-${serial}`, 'SerialNumberReserved', { reservedAt: '2026-03-02T01:00:00.000Z' }),
    );
    await log.views.apply(revocationListView, facts);
    const published = await Promise.all(serials.map((serial) => lists.covering(serial, 0)));
    expect(new Set(published.map(({ number }) => number))).toEqual(new Set([facts.at(-1)?.meta.position]));
    expect(read(published[0] as PublishedList).revoked.size).toBe(300);
    expect(log.signatures).toBeLessThanOrEqual(3);
  });
  it('waits for the view where it is asked to cover what the view was not told yet', async () => {
    const log = await Log.open();
    const lists = log.lists();
    await lists.current();
    const late = log.fact('issuance.Certificate-4A', 'SerialNumberReserved', {
      reservedAt: '2026-03-02T01:00:00.000Z',
    });
    const waiting = lists.covering('4A', 0);
    setTimeout(() => void log.views.apply(revocationListView, [late]), 30);
    expect(reasons(await waiting)).toEqual({ '4A': 'certificateHold' });
  });
});

describe('a process beside the one that writes the view', () => {
  it('gives out what the other has published, signed once, though nobody has told it', async () => {
    const log = await Log.open();
    const [one, other] = [log.lists(), log.lists()];
    const { meta } = await log.reserve('4A');
    expect(reasons(await other.current())).toEqual({ '4A': 'certificateHold' });
    const revocation = await log.revoke('4A');
    const published = await one.covering('4A', revocation.meta.revision);
    const signatures = log.signatures;
    const given = await other.current();
    expect(reasons(given)).toEqual({ '4A': 'keyCompromise' });
    expect(given.number).toBe(published.number);
    expect(given.number).toBeGreaterThan(meta.position);
    expect(await other.current()).toBe(given);
    expect(log.signatures).toBe(signatures + 1);
  });

  it('passes over nothing that is written while it reads', async () => {
    const log = await Log.open();
    const lists = log.lists();
    const before = await lists.current();
    const [passed, seen] = ['4A', '4B'].map((serial) =>
      log.fact(`issuance.Certificate-${serial}`, 'SerialNumberReserved', { reservedAt: '2026-03-02T01:00:00.000Z' }),
    ) as [Recorded, Recorded];
    await log.views.apply(revocationListView, [seen]);
    const find = log.views.find.bind(log.views);
    const reading = jest.spyOn(log.views, 'find').mockImplementationOnce(async (view, query) => {
      const found = await find(view, query);
      await log.views.apply(revocationListView, [passed]);
      return found;
    });
    const list = await lists.covering('4B', 0);
    reading.mockRestore();
    expect(list.number).toBeGreaterThan(before.number);
    expect(reasons(list)).toEqual({ '4A': 'certificateHold', '4B': 'certificateHold' });
  });
});

describe('a process that starts', () => {
  it('makes the same list of the same number as another that has seen the same log', async () => {
    const log = await Log.open();
    const [one, other] = [log.lists(), log.lists()];
    await one.current();
    await other.current();
    const { meta } = await log.reserve('4A');
    const [first, second] = [await one.covering('4A', meta.revision), await other.covering('4A', meta.revision)];
    expect(second.der.equals(first.der)).toBe(true);
  });
  it('gives out no list before it has read everything that was stored before', async () => {
    const log = await Log.open();
    const stored = log.fact('issuance.Certificate-4A', 'SerialNumberReserved', {
      reservedAt: '2026-03-02T01:00:00.000Z',
    });
    const refreshed = log.fact('issuance.RevocationList-list', 'RevocationListRefreshed', {});
    const refresh = async () => ({ key: 'list', revision: 0 });
    const lists = new RevocationLists({ views: log.views, authority, validMinutes: 60, refresh });
    const asked = lists.current();
    setTimeout(() => void log.views.apply(revocationListView, [stored, refreshed]), 30);
    expect(reasons(await asked)).toEqual({ '4A': 'certificateHold' });
  });
  it('tries again where the first refreshment could not be stored', async () => {
    const log = await Log.open();
    let fails = true;
    const refresh = async () => {
      if (fails) throw new Error('disk full');
      return log.refresh();
    };
    const lists = new RevocationLists({ views: log.views, authority, validMinutes: 60, refresh });
    await expect(lists.current()).rejects.toThrow('disk full');
    fails = false;
    expect((await lists.current()).number).toBe(10);
  });
});
