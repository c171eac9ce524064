import type { Checkpoints, Feed } from '@ekey/event-store';

/** A CloudEvents 1.0 message in structured mode (JSON), with our extensions. */
export interface CloudEvent {
  readonly specversion: '1.0';
  /** UUIDv5 of the stored fact's id, the type and the subject. */
  readonly id: string;
  /** `/ekey/<service>`. */
  readonly source: string;
  /** `<service>.<Name>.v<N>`. */
  readonly type: string;
  /** The case, or the stream's id for facts that belong to no case; the key by which order holds. */
  readonly subject: string;
  readonly time: string;
  readonly dataschema: string;
  readonly datacontenttype: 'application/json';
  readonly data: object;
  readonly correlationid: string;
  readonly causationid: string;
  /** The stream of the fact behind it, and that fact's revision: what a view guards by. */
  readonly stream: string;
  readonly sequence: number;
}

/** Topics that keep everything. Order holds within one topic and subject, never between topics. */
export interface Messaging {
  /** Resolves when the messages are on disk. A message whose id the topic already holds is not stored again. */
  publish(topic: string, messages: readonly CloudEvent[]): Promise<void>;
  /**
   * The published facts of a topic, for consumer groups.
   * @param checkpoints how far each group has got; theirs, not the topic's, so that a view and how far it has read are
   * stored together.
   */
  feed(topic: string, checkpoints: Checkpoints): Feed;
  /** @returns at most `limit` messages behind `position`, with their positions. For audit and replay. */
  read(
    topic: string,
    afterPosition: number,
    limit: number,
  ): Promise<readonly { position: number; message: CloudEvent }[]>;
  close(): Promise<void>;
}
