import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SERVICES } from '@ekey/fleet';
import { freePort } from '@ekey/journeys';
import { median } from '@ekey/kernel/testing';
import type { Besieged } from './besieged';
import type { Chance } from './chance';
import { atRest } from './checks/health.check';
import { MailFolder } from './mail-folder';

const MAIN = path.join('deploy', 'standalone', 'dist', 'main.js');
/** The same with a clock that is ahead. */
const AHEAD = path.join('tools', 'torture', 'dist', 'serve-ahead.js');
const CLI = path.join('deploy', 'standalone', 'dist', 'host', 'cli.js');

/** How far into its start the process is killed, in milliseconds, where it is not let up first. */
const [EARLY, LATE] = [50, 900];
const KILLED_WHILE_STARTING = 0.3;

/** The one process of all services, on one data folder and one port. */
export class Victim implements Besieged {
  readonly mailsMayRepeat = false;
  readonly lull = [100, 1_200] as const;
  readonly mails: MailFolder;
  private process: ChildProcess | undefined;
  private readyAgain: Promise<void> = Promise.resolve();
  /** How long each start took until it was ready, in milliseconds. */
  private readonly starts: number[] = [];
  /** What it has said on its error output since it was begun. */
  private said = '';
  /** Whom a signal was sent: any other end is the process's own. */
  private readonly struck = new WeakSet<ChildProcess>();
  private ownEnd: Error | undefined;
  /** By how many milliseconds its clock is ahead of the real one. */
  private ahead = 0;

  private constructor(
    private readonly root: string,
    readonly folder: string,
    private readonly port: number,
  ) {
    this.mails = new MailFolder(path.join(folder, 'outbox'), this.url);
  }

  /** @param root the checkout, with everything built. */
  static async on(root: string, folder: string): Promise<Victim> {
    const victim = new Victim(root, path.join(folder, 'data'), await freePort());
    await victim.start();
    return victim;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when it answers (again); at once where it does. @throws where it did not come up, ended by itself, or was stopped for good. */
  ready(): Promise<void> {
    return this.readyAgain;
  }

  firstLogIn(): Promise<string> {
    return readFile(path.join(this.folder, 'first-administrator.txt'), 'utf8');
  }

  now(): string {
    return new Date(Date.now() + this.ahead).toISOString();
  }

  async moveOn(byMs: number): Promise<void> {
    await this.stop();
    this.ahead += byMs;
    await this.start();
  }

  cutOff(): Promise<void> {
    return this.kill();
  }

  processes(): readonly string[] {
    return [this.url];
  }

  async strike(chance: Chance, left: number): Promise<readonly string[]> {
    const isCaughtStarting = left > 1 && chance.happens(KILLED_WHILE_STARTING);
    await this.kill(isCaughtStarting ? chance.between(EARLY, LATE) : undefined);
    return isCaughtStarting ? ['process', 'its start'] : ['process'];
  }

  async atRest(): Promise<void> {
    await this.readyAgain;
    await atRest([this.url]).catch((error: unknown) => {
      throw this.ownEnd ?? error;
    });
  }

  async faults(): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const service of SERVICES) {
      const { ok, text } = await this.command('replay', '--rebuild', service);
      if (!ok) faults.push(`the views of ${service} are not what a replay makes:\n${text}`);
    }
    const { ok, text } = await this.command('check');
    return ok ? faults : [...faults, `check: ${text}`];
  }

  figures(): Readonly<Record<string, number>> {
    return { 'middle start, ms': Math.round(median(this.starts)) };
  }

  start(): Promise<void> {
    return (this.readyAgain = this.up());
  }

  /**
   * SIGKILL: nothing of it is asked or told. Comes up again.
   * @param intoStart where given, the next process is killed too, so many milliseconds after it was begun.
   */
  private kill(intoStart?: number): Promise<void> {
    return (this.readyAgain = this.felled(intoStart));
  }

  private async felled(intoStart?: number): Promise<void> {
    await this.shot();
    if (intoStart !== undefined) {
      this.begin();
      await new Promise((resolve) => setTimeout(resolve, intoStart));
      await this.shot();
    }
    await this.up();
  }

  /** Lets it end what it has in hand. @returns its exit code. */
  async stop(): Promise<number | null> {
    const { process } = this;
    if (process === undefined) return null;
    this.process = undefined;
    this.isOver(new Error('it was stopped'));
    if (hasEnded(process)) return process.exitCode;
    this.struck.add(process);
    process.kill('SIGTERM');
    const [code] = (await once(process, 'close')) as [number | null];
    return code;
  }

  /** Gives it a command of the host, as whoever runs it does. */
  private async command(...words: readonly string[]): Promise<{ readonly ok: boolean; readonly text: string }> {
    const child = spawn(process.execPath, [CLI, ...words], { cwd: this.root, env: this.environment });
    let text = '';
    for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const [code] = (await once(child, 'exit')) as [number | null];
    return { ok: code === 0, text };
  }

  private get environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env['PATH'],
      DATA_DIR: this.folder,
      PORT: String(this.port),
      LOG_LEVEL: 'warn',
      RATE_LIMIT_PER_MINUTE: '10000000',
      RATE_LIMIT_LOGIN_PER_MINUTE: '10000000',
      ACCESS_TOKEN_SECONDS: '86400',
    };
  }

  /** @throws where there was nothing left to be shot. */
  private async shot(): Promise<void> {
    const { process } = this;
    if (process === undefined) return;
    if (this.ownEnd === undefined && hasEnded(process)) await once(process, 'close');
    if (this.ownEnd !== undefined) throw this.ownEnd;
    this.struck.add(process);
    process.kill('SIGKILL');
    await once(process, 'close');
  }

  /** Whoever still waits for something of it would ask for ever. */
  private isOver(because: Error): void {
    this.readyAgain = Promise.reject(because);
    this.readyAgain.catch(() => undefined);
  }

  private begin() {
    const stdio: ['ignore', 'inherit', 'pipe'] = ['ignore', 'inherit', 'pipe'];
    const program = this.ahead === 0 ? [MAIN] : [AHEAD, String(this.ahead)];
    const child = spawn(process.execPath, program, { cwd: this.root, env: this.environment, stdio });
    this.process = child;
    this.said = '';
    child.stderr.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    child.once('close', (code, signal) => {
      if (this.struck.has(child)) return;
      this.ownEnd = new Error(`it ended by itself (${code ?? signal}):\n${this.said}`);
      this.isOver(this.ownEnd);
    });
    return child;
  }

  private async up(): Promise<void> {
    const begun = performance.now();
    const child = this.begin();
    await new Promise<void>((resolve, reject) => {
      child.stderr.on('data', () => {
        if (this.said.includes('ekey is ready')) resolve();
      });
      child.once('close', () => reject(new Error(`it did not come up: ${this.said}`)));
    });
    this.starts.push(performance.now() - begun);
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;
