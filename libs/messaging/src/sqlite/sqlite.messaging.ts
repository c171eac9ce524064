import type { Checkpoints } from '@ekey/event-store';
import { LogFeed, type NumberedLog } from '@ekey/event-store/sqlite';
import type { Recorded } from '@ekey/kernel';
import {
  closeDatabase,
  GroupCommit,
  openDatabase,
  Packing,
  UnreadableStore,
  Unsettled,
  type Database,
} from '@ekey/sqlite';
import { refuseInvalid } from '../cloud-event';
import type { CloudEvent, Messaging } from '../messaging.port';
import { deliveredOf, messageOf, rowOf, type FoundRow, type MessageRow } from './message-row';
import { MESSAGES, MESSAGES_AFTER, NAMELESS_TOPIC } from './messages-schema';
import { RecentFacts } from './recent-facts';

export interface SqliteMessagingOptions {
  /** A path, or `:memory:`. */
  readonly file: string;
}

interface OpenTopic {
  readonly recent: RecentFacts;
  readonly log: NumberedLog;
  readonly feeds: LogFeed[];
}

/** What a publication has done, to be believed once it is committed. */
interface Written {
  /** The numbers of the names that were used. */
  readonly names: ReadonlyMap<string, number>;
  /** Without those that the topic held already. */
  readonly rows: readonly MessageRow[];
}

/** @throws UnreadableStore naming the file, also where a topic in it has lost its name. */
export function openSqliteMessaging({ file }: SqliteMessagingOptions): SqliteMessaging {
  const database = openDatabase(file, MESSAGES);
  const { position } = database.prepare(NAMELESS_TOPIC).get() as { position: number | null };
  if (position === null) return new SqliteMessaging(database);
  database.close();
  throw new UnreadableStore(file, `has lost the name of a topic: nobody would be told message ${position}`);
}

/** All topics in one SQLite file; what is published at once shares a commit. */
export class SqliteMessaging implements Messaging {
  private readonly commits: GroupCommit;
  private readonly packing: Packing;
  private readonly topics = new Map<string, OpenTopic>();
  private readonly nameIds = new Map<string, number>();
  private readonly unsettled: Unsettled;
  private readonly sql;

  constructor(private readonly database: Database) {
    this.commits = GroupCommit.of(database);
    this.unsettled = new Unsettled(this.commits);
    this.packing = Packing.of(database);
    this.sql = {
      name: database.prepare(
        'INSERT INTO names (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET name = name RETURNING id',
      ),
      add: database.prepare(
        `INSERT INTO messages (topic, id, type, subject, category, stream, sequence, at, correlation, causation, data, checksum)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (topic, id) DO NOTHING RETURNING position`,
      ),
      after: database.prepare(MESSAGES_AFTER),
      head: database.prepare('SELECT max(position) AS head FROM messages'),
    };
  }

  /** @throws MessageInvalid; then nothing of them is stored. */
  async publish(topic: string, messages: readonly CloudEvent[]): Promise<void> {
    if (messages.length === 0) return;
    messages.forEach(refuseInvalid);
    const { names, rows } = await this.unsettled.land(
      () => this.write(topic, messages),
      (written) => written.rows.map(positionOf),
    );
    // Only now: a number that was given within a transaction that was rolled back stands for nothing.
    for (const [name, id] of names) this.nameIds.set(name, id);
    const open = this.topics.get(topic);
    for (const row of rows) open?.recent.add(deliveredOf(row, this.packing));
    for (const feed of open?.feeds ?? []) feed.wake();
  }

  feed(topic: string, checkpoints: Checkpoints): LogFeed {
    const open = this.topics.get(topic) ?? this.openTopic(topic);
    this.topics.set(topic, open);
    const feed = new LogFeed(topic, open.log, checkpoints);
    open.feeds.push(feed);
    return feed;
  }

  async read(
    topic: string,
    afterPosition: number,
    limit: number,
  ): Promise<readonly { position: number; message: CloudEvent }[]> {
    return this.rowsAfter(topic, afterPosition, limit).map((row) => ({
      position: row.position,
      message: messageOf(row, this.packing),
    }));
  }

  /** What was published before is stored; later messages are refused. */
  async close(): Promise<void> {
    if (!this.database.isOpen) return;
    this.commits.close();
    closeDatabase(this.database);
  }

  private openTopic(topic: string): OpenTopic {
    const recent = new RecentFacts((this.sql.head.get() as { head: number | null }).head ?? 0);
    const log = {
      readAfter: (position: number, limit: number): readonly Recorded[] => {
        this.commits.refuseUncertain();
        return (
          recent.after(position, limit) ??
          this.rowsAfter(topic, position, limit).map((row) => deliveredOf(row, this.packing))
        );
      },
    };
    return { recent, log, feeds: [] };
  }

  private rowsAfter(topic: string, position: number, limit: number): readonly FoundRow[] {
    this.commits.refuseUncertain();
    return this.unsettled.settled(this.sql.after.all(topic, position, limit) as FoundRow[], positionOf);
  }

  private write(topic: string, messages: readonly CloudEvent[]): Written {
    const names = new Map<string, number>();
    const idOf = (name: string): number => {
      const id = names.get(name) ?? this.nameIds.get(name) ?? (this.sql.name.get(name) as { id: number }).id;
      names.set(name, id);
      return id;
    };
    const rows = messages
      .map((message) => rowOf(message, this.packing))
      .flatMap((row) => {
        const { id, subject, stream, sequence, at, correlation, causation, data, checksum } = row;
        const [type, category] = [idOf(row.type), idOf(row.category)];
        const added = this.sql.add.get(
          ...[idOf(topic), id, type, subject, category, stream, sequence, at, correlation, causation, data, checksum],
        ) as { position: number } | undefined;
        return added === undefined ? [] : [{ ...row, position: added.position }];
      });
    return { names, rows };
  }
}

const positionOf = ({ position }: Pick<MessageRow, 'position'>): number => position;
