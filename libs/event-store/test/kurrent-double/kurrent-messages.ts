import { Empty, StreamIdentifier, UUID } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb';
import {
  type AppendReq,
  AppendResp,
  ReadResp,
  type ReadReq,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import type { Appended, Expectation, KurrentRecord, Place, Proposal } from './kurrent-log';

/** What a call of Read asks for. */
export interface Question {
  /** One stream, or all of them where there is none. */
  readonly stream: string | undefined;
  /** A revision or a position; where a backward read begins at the end, infinite. */
  readonly from: number;
  readonly backwards: boolean;
  /** Infinite for a subscription. */
  readonly count: number;
  readonly prefixes: readonly string[];
  readonly subscribes: boolean;
  /** How many records a filtered subscription looks at before it takes up what it has found. */
  readonly window: number;
  /** After how many records it is told how far it has got. */
  readonly checkpointInterval: number;
}

export function questionOf(request: ReadReq): Question {
  const options = request.getOptions();
  if (options === undefined) throw new Error('a read without options');
  const [stream, all, filter] = [options.getStream(), options.getAll(), options.getFilter()];
  const from = stream?.hasRevision() ? stream.getRevision() : all?.getPosition()?.getCommitPosition();
  const isAtEnd = stream?.hasEnd() || all?.hasEnd();
  const window = filter?.getMax() ?? 32;
  return {
    stream: stream && nameOf(stream.getStreamIdentifier()),
    from: isAtEnd ? Infinity : Number(from ?? 0),
    backwards: options.getReadDirection() === 1,
    count: options.hasSubscription() ? Infinity : Number(options.getCount()),
    prefixes: filter?.getStreamIdentifier()?.getPrefixList() ?? [''],
    subscribes: options.hasSubscription(),
    window,
    checkpointInterval: window * (filter?.getCheckpointintervalmultiplier() ?? 1),
  };
}

export function targetOf(options: AppendReq.Options): { readonly stream: string; readonly expected: Expectation } {
  const stream = nameOf(options.getStreamIdentifier());
  if (options.hasRevision()) return { stream, expected: Number(options.getRevision()) };
  if (options.hasNoStream()) return { stream, expected: 'no stream' };
  return { stream, expected: options.hasStreamExists() ? 'stream exists' : 'any' };
}

export function proposalOf(message: AppendReq.ProposedMessage): Proposal {
  return {
    id: message.getId()?.getString() ?? '',
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

export function appendAnswer(appended: Appended): AppendResp {
  if (!('conflict' in appended)) {
    const position = new AppendResp.Position();
    position.setCommitPosition(String(appended.position)).setPreparePosition(String(appended.position));
    const success = new AppendResp.Success().setCurrentRevision(String(appended.revision)).setPosition(position);
    return new AppendResp().setSuccess(success);
  }
  const conflict = new AppendResp.WrongExpectedVersion();
  if (appended.conflict < 0) conflict.setCurrentNoStream(new Empty());
  else conflict.setCurrentRevision(String(appended.conflict));
  return new AppendResp().setWrongExpectedVersion(conflict);
}

export function eventAnswer(record: KurrentRecord): ReadResp {
  const position = String(record.position);
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(record.id))
    .setStreamIdentifier(identifierOf(record.stream))
    .setStreamRevision(String(record.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(record.data)
    .setCustomMetadata(record.metadata);
  const metadata = { type: record.type, 'content-type': record.contentType, created: '16094592000000000' };
  for (const [name, value] of Object.entries(metadata)) recorded.getMetadataMap().set(name, value);
  return new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position));
}

export const confirmation = (): ReadResp =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId('subscription'));

export const checkpointAnswer = ({ commit, prepare }: Place): ReadResp =>
  new ReadResp().setCheckpoint(
    new ReadResp.Checkpoint().setCommitPosition(String(commit)).setPreparePosition(String(prepare)),
  );

export const notFoundAnswer = (stream: string): ReadResp =>
  new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream)));

const nameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

const identifierOf = (stream: string): StreamIdentifier =>
  new StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8'));
