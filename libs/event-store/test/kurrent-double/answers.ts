import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** The answers of one call of Read. Given no faster than they are taken, as the real server does it. */
export class Answers {
  /** Resolves when nobody listens any more. */
  readonly unwanted: Promise<void>;
  areWanted = true;

  constructor(private readonly call: ReadCall) {
    this.unwanted = new Promise((resolve) => {
      const end = (): void => {
        this.areWanted = false;
        resolve();
      };
      call.once('cancelled', end).once('close', end);
    });
  }

  async give(message: ReadResp): Promise<void> {
    if (!this.areWanted || this.call.write(message)) return;
    let drained = (): void => undefined;
    const taken = new Promise<void>((resolve) => (drained = resolve));
    this.call.once('drain', drained);
    await Promise.race([taken, this.unwanted]);
    this.call.off('drain', drained);
  }
}
