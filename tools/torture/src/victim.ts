import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { freePort } from '@ekey/journeys';

const MAIN = path.join('deploy', 'standalone', 'dist', 'main.js');
const CLI = path.join('deploy', 'standalone', 'dist', 'host', 'cli.js');

/** The process that is killed again and again, on one data folder and one port. */
export class Victim {
  private process: ChildProcess | undefined;
  private readyAgain: Promise<void> = Promise.resolve();
  /** How long each start took until it was ready, in milliseconds. */
  readonly starts: number[] = [];
  /** What it said on its error output, from the latest start on. */
  private said = '';

  private constructor(
    private readonly root: string,
    readonly folder: string,
    private readonly port: number,
  ) {}

  /** @param root the checkout, with everything built. */
  static async on(root: string, folder: string): Promise<Victim> {
    return new Victim(root, folder, await freePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when it answers (again); at once where it does. @throws where it did not come up, or was stopped for good. */
  ready(): Promise<void> {
    return this.readyAgain;
  }

  start(): Promise<void> {
    return (this.readyAgain = this.up());
  }

  /**
   * SIGKILL: nothing of it is asked or told. Comes up again.
   * @param intoStart where given, the next process is killed too, so many milliseconds after it was begun.
   */
  async kill(intoStart?: number): Promise<void> {
    let alive: () => void = () => undefined;
    this.readyAgain = new Promise((resolve) => (alive = resolve));
    await this.shot();
    if (intoStart !== undefined) {
      this.begin();
      await new Promise((resolve) => setTimeout(resolve, intoStart));
      await this.shot();
    }
    await this.up().then(alive);
  }

  /** Lets it end what it has in hand. @returns its exit code. */
  async stop(): Promise<number | null> {
    const { process } = this;
    if (process === undefined) return null;
    this.process = undefined;
    // Whoever still waits for something of it would ask for ever.
    this.readyAgain = Promise.reject(new Error('it was stopped'));
    this.readyAgain.catch(() => undefined);
    if (process.exitCode !== null || process.signalCode !== null) return process.exitCode;
    process.kill('SIGTERM');
    const [code] = (await once(process, 'exit')) as [number | null];
    return code;
  }

  /** Gives it a command of the host, as whoever runs it does. */
  async command(...words: readonly string[]): Promise<{ readonly ok: boolean; readonly text: string }> {
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

  private async shot(): Promise<void> {
    const { process } = this;
    if (process === undefined || process.exitCode !== null) return;
    process.kill('SIGKILL');
    await once(process, 'exit');
  }

  private begin() {
    const stdio: ['ignore', 'inherit', 'pipe'] = ['ignore', 'inherit', 'pipe'];
    const child = spawn(process.execPath, [MAIN], { cwd: this.root, env: this.environment, stdio });
    this.process = child;
    return child;
  }

  private async up(): Promise<void> {
    const begun = performance.now();
    const child = this.begin();
    this.said = '';
    await new Promise<void>((resolve, reject) => {
      child.stderr.on('data', (chunk: Buffer) => {
        this.said += chunk.toString();
        if (this.said.includes('ekey is ready')) resolve();
      });
      child.once('exit', () => reject(new Error(`it did not come up: ${this.said}`)));
    });
    this.starts.push(performance.now() - begun);
  }
}
