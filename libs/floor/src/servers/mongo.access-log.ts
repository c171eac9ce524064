import type { Clock } from '@ekey/kernel';
import type { MongoConnection } from '@ekey/mongo';
import { accessRecord, type AccessLog, type AccessRecord } from '@ekey/platform';
import { MongoAccessJournal } from './mongo.access-journal';

/** The access log of all processes; each service has a collection, and positions, of its own. */
export class MongoAccessLog implements AccessLog {
  private readonly journals = new Map<string, MongoAccessJournal>();

  constructor(
    private readonly connection: MongoConnection,
    private readonly clock: Clock,
  ) {}

  /** Besides what the port says: @throws Unavailable; then the entry may be there or not. */
  record(entry: Omit<AccessRecord, 'at'>): Promise<void> {
    return this.of(entry.service).add(accessRecord(entry, this.clock.now()));
  }

  read({ service, subject, after, limit }: Parameters<AccessLog['read']>[0]): ReturnType<AccessLog['read']> {
    return this.of(service).read(after, limit, subject);
  }

  private of(service: string): MongoAccessJournal {
    const journal = this.journals.get(service) ?? new MongoAccessJournal(this.connection, service);
    this.journals.set(service, journal);
    return journal;
  }
}
