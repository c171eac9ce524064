import type { KeyOwner } from '@ekey/kernel';
import { isDuplicate, mongo, type MongoConnection } from '@ekey/mongo';
import { OtherSecrets } from '../personal-data.port';
import { proofsOf, type Secrets } from '../wrapped-keys';

interface WrappedKey {
  readonly _id: KeyOwner;
  readonly wrapped: mongo.Binary;
}
interface MadeUnder {
  readonly _id: string;
  readonly proof: mongo.Binary;
}

/** The wrapped keys of all owners. */
export class KeyCollection {
  constructor(private readonly connection: MongoConnection) {}

  /** Refuses to go on under other secrets than the keys were made under. @throws OtherSecrets */
  async refuseOtherSecrets(secrets: Secrets): Promise<void> {
    for (const { what, proof } of proofsOf(secrets)) {
      const stored = (await this.proof(what)) ?? (await this.prove(what, proof));
      if (stored !== undefined && !proof.equals(stored.proof.buffer)) throw new OtherSecrets('the key store', what);
    }
  }

  async find(owner: KeyOwner): Promise<Uint8Array | undefined> {
    const stored = await this.ask((keys) => keys.findOne({ _id: owner }, this.connection.limits));
    return stored?.wrapped.buffer;
  }

  /** @returns whether it is durable now; `false`: the owner has another one already. */
  async add(owner: KeyOwner, wrapped: Buffer): Promise<boolean> {
    return this.added(() =>
      this.ask((keys) => keys.insertOne({ _id: owner, wrapped: new mongo.Binary(wrapped) }, this.connection.limits)),
    );
  }

  async remove(owners: readonly KeyOwner[]): Promise<void> {
    await this.ask((keys) => keys.deleteMany({ _id: { $in: [...owners] } }, this.connection.limits));
  }

  private proof(what: string): Promise<MadeUnder | null> {
    return this.askProofs((proofs) => proofs.findOne({ _id: what }, this.connection.limits));
  }

  /** @returns what another process was quicker to write. */
  private async prove(what: string, proof: Buffer): Promise<MadeUnder | undefined> {
    const made = { _id: what, proof: new mongo.Binary(proof) };
    const isFirst = await this.added(() => this.askProofs((proofs) => proofs.insertOne(made, this.connection.limits)));
    return isFirst ? undefined : ((await this.proof(what)) ?? undefined);
  }

  private async added(insert: () => Promise<unknown>): Promise<boolean> {
    try {
      await insert();
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  private ask<Answer>(question: (keys: mongo.Collection<WrappedKey>) => Promise<Answer>): Promise<Answer> {
    return this.connection.ask((database) => question(database.collection<WrappedKey>('keys')));
  }

  private askProofs<Answer>(question: (proofs: mongo.Collection<MadeUnder>) => Promise<Answer>): Promise<Answer> {
    return this.connection.ask((database) => question(database.collection<MadeUnder>('made-under')));
  }
}
