import { assembleCrl, buildTbsCrl, issuerOf, type CertificateAuthority, type RevokedCertificate } from '@ekey/pki';
import type { ViewStore } from '@ekey/views';
import { revocationListView, type ListEntry } from '../views/revocation-list.view';

/** A signed list (RFC 5280 §5), DER. */
export interface PublishedList {
  /** The position in the log of the last fact that it covers. */
  readonly number: number;
  readonly der: Buffer;
  readonly thisUpdate: string;
  readonly nextUpdate: string;
}

export interface ListPorts {
  readonly views: ViewStore;
  readonly authority: CertificateAuthority;
  /** From one list to the moment at which the next must be out. */
  readonly validMinutes: number;
  /** Stores a refreshment of the list and tells its stream's id and revision. */
  readonly refresh: () => Promise<{ readonly key: string; readonly revision: number }>;
}

const PAGE = 200;

/**
 * The current revocation list. It is a function of the log alone: number, times and entries come from the facts that it covers, so
 * that a process which starts again, or another one beside it, makes the same list of the same number.
 *
 * Read by position, the view gives what has changed since the last list, and nothing is passed over: a document that changes while
 * it is read moves behind the place that was read.
 */
export class RevocationLists {
  private readonly listed = new Map<string, RevokedCertificate>();
  private position = 0;
  private recordedAt = '';
  private list: PublishedList | undefined;
  private building: Promise<PublishedList> | undefined;
  private waiting: Promise<PublishedList> | undefined;
  private started: Promise<void> | undefined;

  constructor(private readonly ports: ListPorts) {}

  /** The list that this process gives out, if it has made one yet. */
  get published(): PublishedList | undefined {
    return this.list;
  }

  /** Resolves once what this process reads covers everything that was stored before it began. */
  ready(): Promise<void> {
    return this.start();
  }

  /**
   * The list as it stands, also where it was another process that made the newest: what there is to change is asked of the
   * view each time, and only a change is signed.
   */
  async current(): Promise<PublishedList> {
    await this.start();
    return this.publish();
  }

  /** A published list that covers the fact at this revision of a serial number's stream (or of the list's own). */
  async covering(key: string, revision: number): Promise<PublishedList> {
    await this.start();
    await this.ports.views.get(revocationListView, key, { service: 'issuance', revision });
    return this.publish();
  }

  /**
   * A view may still be behind when a process starts, and a list made from it would take back what an earlier one said. A fact of
   * one's own, stored now, is behind all of them.
   */
  private start(): Promise<void> {
    this.started ??= this.afterOwnRefreshment().catch((error: unknown) => {
      this.started = undefined;
      throw error;
    });
    return this.started;
  }

  private async afterOwnRefreshment(): Promise<void> {
    const { key, revision } = await this.ports.refresh();
    await this.ports.views.get(revocationListView, key, { service: 'issuance', revision });
  }

  /** One list at a time; whoever comes while one is being made shares the next. */
  private publish(): Promise<PublishedList> {
    if (this.building === undefined) return this.build();
    this.waiting ??= this.building
      .catch(() => undefined)
      .then(() => {
        this.waiting = undefined;
        return this.build();
      });
    return this.waiting;
  }

  private build(): Promise<PublishedList> {
    this.building = this.made().finally(() => {
      this.building = undefined;
    });
    return this.building;
  }

  private async made(): Promise<PublishedList> {
    await this.takeChanges();
    if (this.list?.number === this.position) return this.list;
    const { authority, validMinutes } = this.ports;
    const thisUpdate = new Date(this.recordedAt);
    const nextUpdate = new Date(thisUpdate.getTime() + validMinutes * 60_000);
    const tbs = buildTbsCrl({
      issuer: issuerOf(authority.certificateChain().issuing),
      thisUpdate,
      nextUpdate,
      crlNumber: this.position,
      revoked: [...this.listed.values()],
    });
    const number = this.position;
    const der = assembleCrl(tbs, await authority.signCrl(tbs));
    this.list = { number, der, thisUpdate: thisUpdate.toISOString(), nextUpdate: nextUpdate.toISOString() };
    return this.list;
  }

  /**
   * Whoever reads may pass a place just before it is written and still see one behind it. So up to the last place that was seen it
   * is read again: what stands before that is there by then, since the view is told in the order of the log.
   */
  private async takeChanges(): Promise<void> {
    for (;;) {
      const changes = await this.changes(this.position);
      const last = changes.at(-1);
      if (last === undefined) return;
      for (const entry of changes) this.take(entry);
      for (let from = this.position, again = PAGE; again === PAGE;) {
        const entries = await this.changes(from, last.position + 1);
        for (const entry of entries) this.take(entry);
        [from, again] = [entries.at(-1)?.position ?? from, entries.length];
      }
      [this.position, this.recordedAt] = [last.position, last.recordedAt];
    }
  }

  private async changes(behind: number, before?: number): Promise<readonly ListEntry[]> {
    const where = { position: { from: behind + 1, ...(before === undefined ? {} : { to: before }) } };
    return (await this.ports.views.find(revocationListView, { where, orderBy: 'position', limit: PAGE })).items;
  }

  private take({ key, listed }: ListEntry): void {
    if (listed === null) this.listed.delete(key);
    else this.listed.set(key, { serial: key, at: new Date(listed.since), reason: listed.reason });
  }
}
