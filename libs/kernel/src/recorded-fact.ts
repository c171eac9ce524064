import type { Fact } from './fact';

/** Who caused a fact. `id` is opaque; `operator` is the person a machine account acted for. */
export interface Actor {
  readonly kind: 'enterprise' | 'staff' | 'machine' | 'service' | 'host' | 'anonymous';
  readonly id: string;
  readonly role?: string;
  readonly operator?: string;
}

/** What the log knows of a fact beside its content. */
export interface FactMeta {
  /** UUIDv5 of (command id, index within the command), or of the published fact. */
  readonly id: string;
  readonly stream: string;
  /** Of a published fact: the case, or the stream's id for facts that belong to no case. */
  readonly subject?: string;
  /** Position within the stream, from 0. */
  readonly revision: number;
  /** Position within the feed that delivers it: grows, with gaps. */
  readonly position: number;
  /** ISO 8601, UTC. */
  readonly recordedAt: string;
  readonly correlationId: string;
  /** The id of the command or message that led to it. */
  readonly causationId: string;
  readonly schemaVersion: number;
  readonly actor: Actor;
}

/** A fact with its envelope, personal fields sealed: what views, policies, effects and publishers are given. */
export type Recorded<F extends Fact = Fact> = F & { readonly meta: FactMeta };
