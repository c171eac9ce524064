import { randomUUID } from 'node:crypto';
import { performance, type EventLoopUtilization } from 'node:perf_hooks';
import type { Adapters } from '@ekey/standalone';

/** Calls of each kind that are kept to be made again alone. */
const SAMPLE = 12;

/** One kind of work that is asked of the adapters. */
export interface Spending {
  readonly kind: string;
  readonly calls: number;
  /** From call to answer in milliseconds, waiting included. */
  readonly wall: number;
  /** Of one call made alone, all threads together, in milliseconds. */
  readonly cpu: number;
}

/** Where the time of a process has gone. */
export interface Spent {
  /** Of all threads, in seconds. */
  readonly cpu: number;
  /** The part of the time in which the event loop was at work. */
  readonly eventLoop: number;
  readonly kinds: readonly Spending[];
}

interface Kind {
  calls: number;
  wall: number;
  readonly sample: (() => unknown)[];
}

/** Counts and times what is asked of the adapters, from `begin` on. */
export class Spendings {
  private readonly kinds = new Map<string, Kind>();
  private begun: { readonly cpu: NodeJS.CpuUsage; readonly loop: EventLoopUtilization } | undefined;

  begin(): void {
    this.begun = { cpu: process.cpuUsage(), loop: performance.eventLoopUtilization() };
  }

  /** Ends the counting, then makes some calls of each kind again, one at a time: only so can the work of threads be told apart. */
  async end(): Promise<Spent> {
    if (this.begun === undefined) throw new Error('nothing was begun');
    const cpu = milliseconds(process.cpuUsage(this.begun.cpu)) / 1_000;
    const eventLoop = performance.eventLoopUtilization(this.begun.loop).utilization;
    this.begun = undefined;
    const kinds: Spending[] = [];
    for (const [kind, { calls, wall, sample }] of this.kinds)
      kinds.push({ kind, calls, wall: wall / calls, cpu: await cpuOf(sample) });
    return { cpu, eventLoop, kinds };
  }

  /** The same adapters, watched. */
  of({ paperTools, authority, lineTools, mailing, ...others }: Adapters): Adapters {
    const { mailer } = mailing;
    return {
      paperTools: {
        accept: this.watched('scans taken in', (...scan) => paperTools.accept(...scan)),
        readCode: this.watched('codes looked for on scans', (...scan) => paperTools.readCode(...scan)),
        print: this.watched('printouts', (...paper) => paperTools.print(...paper)),
      },
      authority: {
        certificateChain: () => authority.certificateChain(),
        fingerprints: () => authority.fingerprints(),
        sealMakerCertificate: () => authority.sealMakerCertificate(),
        signTbs: this.watched('certificates signed', (tbs) => authority.signTbs(tbs)),
        signCrl: this.watched('revocation lists signed', (tbs) => authority.signCrl(tbs)),
        signSeal: this.watched('seals signed', (info) => authority.signSeal(info)),
        delegateResponder: (from, to) => authority.delegateResponder(from, to),
      },
      lineTools: {
        readRequest: this.watched('requests verified', (...request) => lineTools.readRequest(...request)),
        pictureOf: this.watched('seals drawn', (wanted) => lineTools.pictureOf(wanted)),
        faultsOfReadBack: this.watched('keys read back', (...read) => lineTools.faultsOfReadBack(...read)),
      },
      mailing: {
        ...mailing,
        mailer: {
          forget: (owner) => mailer.forget(owner),
          // A mail that was written is not written again, except as another one.
          send: this.watched(
            'mails written',
            (mail) => mailer.send(mail),
            (mail) => mailer.send({ ...mail, noticeId: randomUUID() }),
          ),
        },
      },
      ...others,
    };
  }

  private watched<Given extends unknown[], Answer>(
    name: string,
    work: (...given: Given) => Answer,
    again = work,
  ): (...given: Given) => Answer {
    return (...given) => {
      if (this.begun === undefined) return work(...given);
      const kind = this.kinds.get(name) ?? { calls: 0, wall: 0, sample: [] };
      this.kinds.set(name, kind);
      kind.calls += 1;
      if (kind.sample.length < SAMPLE) kind.sample.push(() => again(...given));
      return timed(kind, () => work(...given));
    };
  }
}

function timed<Answer>(kind: Kind, work: () => Answer): Answer {
  const begun = performance.now();
  const ended = (): void => void (kind.wall += performance.now() - begun);
  const answer = work();
  if (answer instanceof Promise) void answer.then(ended, ended);
  else ended();
  return answer;
}

async function cpuOf(sample: readonly (() => unknown)[]): Promise<number> {
  const begun = process.cpuUsage();
  for (const call of sample) await call();
  return milliseconds(process.cpuUsage(begun)) / sample.length;
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1_000;
