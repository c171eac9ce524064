import type { mongo, MongoConnection } from '@ekey/mongo';

export interface IndexOfCollection {
  readonly name: string;
  readonly key: Readonly<Record<string, 1>>;
}

/** A collection whose indexes are made before the first question to it. */
export class MongoCollection<Stored extends mongo.Document> {
  private preparing: Promise<void> | undefined;

  constructor(
    private readonly connection: MongoConnection,
    private readonly name: string,
    private readonly indexes: readonly IndexOfCollection[],
  ) {}

  /** For every question: how long the server may work on it. */
  get limits(): MongoConnection['limits'] {
    return this.connection.limits;
  }

  /** @throws as `MongoConnection.ask`. */
  async ask<Answer>(question: (collection: mongo.Collection<Stored>) => Promise<Answer>): Promise<Answer> {
    this.preparing ??= this.prepare().catch((error: unknown) => {
      this.preparing = undefined;
      throw error;
    });
    await this.preparing;
    return this.connection.ask((database) => question(database.collection<Stored>(this.name)));
  }

  private async prepare(): Promise<void> {
    if (this.indexes.length === 0) return;
    const indexes = this.indexes.map(({ name, key }) => ({ name, key: { ...key } }));
    await this.connection.ask((database) => database.collection(this.name).createIndexes(indexes));
  }
}
