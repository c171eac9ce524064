import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { SMALL_PROCESS } from '@ekey/floor';
import type { Span } from '@ekey/kernel/testing';

/** What a member is told. */
export type Order = { readonly number: number } & Asked;
type Asked =
  | { readonly advance: Span }
  | { readonly tick: true }
  | { readonly compare: true }
  | { readonly memory: true }
  | { readonly caughtUp: true };
/** What it tells: where it answers, or that it has obeyed. */
export type Report = { readonly url: string } | { readonly done: number; readonly answer: unknown };

/** As built: a process runs no sources. */
const MEMBER = path.resolve(__dirname, '..', 'dist', 'member.js');
const LINES_KEPT = 200;

export interface MemberOptions {
  readonly service: string;
  readonly environment: Readonly<Record<string, string>>;
  /** By how many milliseconds its clock is ahead of the real one. */
  readonly ahead: number;
  /** What it runs (default: the services as they are). */
  readonly program?: string;
}

/** One process of a service, from the outside. */
export class MemberProcess {
  private numbers = 0;
  private paused = false;
  private toldToEnd = false;

  private constructor(
    readonly service: string,
    readonly url: string,
    private readonly child: ChildProcess,
    /** What it has written last, the newest at the end. */
    readonly lines: readonly string[],
    /** What it was started with: by the same a command of the host finds it. */
    readonly environment: Readonly<Record<string, string>>,
  ) {}

  /**
   * Resolves when it answers. @throws Error with what it has written where it does not start.
   * @param ending given where nobody waits for that any more: then it is killed.
   */
  static async start(options: MemberOptions, ending?: AbortSignal): Promise<MemberProcess> {
    const { service, environment } = options;
    const child = forked(options);
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        lines.push(...text.split('\n').filter((line) => line !== ''));
        lines.splice(0, lines.length - LINES_KEPT);
      });
    const giveUp = (): void => void child.kill('SIGKILL');
    ending?.addEventListener('abort', giveUp);
    const url = await new Promise<string>((resolve, reject) => {
      child.once('message', (report) => resolve((report as { url: string }).url));
      child.once('exit', (code) => reject(new Error(`${service} did not start (${code}):\n${lines.join('\n')}`)));
    }).finally(() => ending?.removeEventListener('abort', giveUp));
    return new MemberProcess(service, url, child, lines, environment);
  }

  /** Resolves when it is gone: it was killed so many milliseconds into its start. */
  static async killedAtStart(options: MemberOptions, afterMs: number): Promise<void> {
    const child = forked(options);
    for (const stream of [child.stdout, child.stderr]) stream?.resume();
    const exited = once(child, 'exit');
    const killing = setTimeout(() => child.kill('SIGKILL'), afterMs);
    await exited;
    clearTimeout(killing);
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** How it ended where nobody had killed or stopped it, and what it had written last; `null` where it has not. */
  get ownEnd(): string | null {
    if (this.alive || this.toldToEnd) return null;
    const { exitCode, signalCode } = this.child;
    return `${this.service} ended by itself (${exitCode ?? signalCode}):\n${this.lines.join('\n')}`;
  }

  async advance(by: Span): Promise<void> {
    await this.ask({ advance: by });
  }

  /** Lets every clock look at the time now. */
  async tick(): Promise<void> {
    await this.ask({ tick: true });
  }

  /** Views of its service that are not what a replay makes; none where it has ended. */
  async compareViews(): Promise<readonly string[]> {
    return (await this.ask<readonly string[]>({ compare: true })) ?? [];
  }

  /** Resident, bytes. */
  async memory(): Promise<number> {
    return (await this.ask<number>({ memory: true })) ?? 0;
  }

  /** Whether its reactors have dealt with everything that had happened when it was asked. */
  async caughtUp(): Promise<boolean> {
    return (await this.ask<boolean>({ caughtUp: true })) ?? false;
  }

  /** Nothing of it goes on, and it does not know. */
  pause(): void {
    this.paused = true;
    this.child.kill('SIGSTOP');
  }

  resume(): void {
    this.paused = false;
    this.child.kill('SIGCONT');
  }

  /** Whether a gateway would send it a request. */
  get answers(): boolean {
    return this.alive && !this.paused;
  }

  kill(): Promise<void> {
    return this.endBy('SIGKILL');
  }

  stop(): Promise<void> {
    return this.endBy('SIGTERM');
  }

  private async endBy(signal: NodeJS.Signals): Promise<void> {
    if (!this.alive) return;
    this.toldToEnd = true;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    await exited;
  }

  /** @returns nothing where it has ended before. */
  private ask<Answer>(asked: Asked): Promise<Answer | undefined> {
    if (!this.alive) return Promise.resolve(undefined);
    const order: Order = { number: (this.numbers += 1), ...asked };
    return new Promise((resolve, reject) => {
      const hear = (report: unknown): void => {
        const { done, answer } = report as { done?: number; answer?: Answer };
        if (done !== order.number) return;
        this.child.off('message', hear).off('exit', end);
        resolve(answer);
      };
      const end = (): void => reject(new Error(`${this.service} has ended:\n${this.lines.join('\n')}`));
      this.child.on('message', hear).once('exit', end);
      this.child.send(order);
    });
  }
}

const forked = ({ service, environment, ahead, program = MEMBER }: MemberOptions): ChildProcess =>
  fork(program, [service, String(ahead)], {
    env: { ...pathOf(process.env), ...SMALL_PROCESS, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  });

/** Nothing of the caller's own settings. */
const pathOf = ({ PATH, HOME }: NodeJS.ProcessEnv): Record<string, string> => ({
  ...(PATH === undefined ? {} : { PATH }),
  ...(HOME === undefined ? {} : { HOME }),
});
