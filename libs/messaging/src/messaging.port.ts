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

/**
 * Topics that keep everything. Order holds within one topic and subject, never between topics or subjects. A message is
 * known by its id: who reads may meet it again.
 */
export interface Messaging {
  /**
   * Resolves when the messages are on disk, on as many as the store has. Whoever is not sure publishes once more.
   * @throws MessageInvalid; then nothing of them is stored.
   * @throws MessagingUnavailable; then some may be stored.
   */
  publish(topic: string, messages: readonly CloudEvent[]): Promise<void>;
  /**
   * The published facts of a topic, for consumer groups.
   * @param checkpoints how far each group has got; theirs, not the topic's, so that a view and how far it has read are
   * stored together. A topic that several processes share out keeps that itself, and tells it after these have.
   */
  feed(topic: string, checkpoints: Checkpoints): Feed;
  /**
   * For audit and replay: a topic is read through from position 0 on, page by page, until nothing comes. Positions grow in
   * this reading, and within a subject as it was published; what is published later may stand before what was read.
   * @returns at most `limit` messages behind `position`, with their positions.
   * @throws BrokenRecord for the first of them that cannot be read.
   */
  read(
    topic: string,
    afterPosition: number,
    limit: number,
  ): Promise<readonly { position: number; message: CloudEvent }[]>;
  close(): Promise<void>;
}
