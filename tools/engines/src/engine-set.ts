import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { engineOf, type Addresses, type EngineName } from './catalogue';
import type { Place } from './engine';
import { livingProcess, removePidFile, writePidFile } from './pid-file';
import { isTaken } from './questions';

const FIRST_PORT = 29_000;
const LOOK_AGAIN_MS = 50;
/** A broker that was killed waits out the session of its former self, 9 s. */
const START_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 20_000;

export interface EngineSetOptions {
  /** Where engines are installed (default: `EKEY_ENGINES_DIR`, else below the user's cache folder): never inside a clone. */
  readonly home?: string;
  /** Where this set stores (default: `data` in there). A set of its own has its own ports too. */
  readonly data?: string;
  /** The first of a hundred loopback ports (default: `EKEY_ENGINES_PORT`, else 29000). */
  readonly firstPort?: number;
}

export interface EngineStatus {
  readonly installed: boolean;
  readonly pid: number | null;
  readonly remark?: string;
}

/** Root's own is closed to the users whom Postfix gives its rights up to. */
const cacheFolder = (): string =>
  process.env.XDG_CACHE_HOME ?? (process.getuid?.() === 0 ? '/var/cache' : path.join(homedir(), '.cache'));

/** Engines of one data folder. What is there already is left as it is, so that everything may be asked for twice. */
export class EngineSet {
  private readonly home: string;
  private readonly data: string;
  private readonly firstPort: number;

  constructor({ home, data, firstPort }: EngineSetOptions = {}) {
    this.home = path.resolve(home ?? process.env.EKEY_ENGINES_DIR ?? path.join(cacheFolder(), 'ekey-engines'));
    this.data = path.resolve(data ?? path.join(this.home, 'data'));
    this.firstPort = firstPort ?? Number(process.env.EKEY_ENGINES_PORT ?? FIRST_PORT);
  }

  isInstalled(name: EngineName): boolean {
    return existsSync(this.place(name).program) && engineOf(name).isOnMachine?.() !== false;
  }

  /** Name and version, as a report of what was run against tells it. */
  titleOf(name: EngineName): string {
    const { title, version } = engineOf(name);
    return `${title} ${version}`;
  }

  /** The folder of what was installed, for who runs it by settings of his own. */
  programOf(name: EngineName): string {
    return this.place(name).program;
  }

  /** @throws Error naming what the machine lacks. */
  install(name: EngineName): void {
    if (this.isInstalled(name)) return;
    this.refuseMissing(name);
    const { program } = this.place(name);
    const partial = `${program}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    engineOf(name).install(partial);
    // What a kill has left half done never has the name of what is whole.
    rmSync(program, { recursive: true, force: true });
    renameSync(partial, program);
  }

  /** Resolves when it answers. @throws Error where it is not installed, its port is another's, or it ends instead. */
  async start(name: EngineName): Promise<void> {
    const place = this.place(name);
    if (livingProcess(this.pidFile(name)) === undefined) {
      if (!this.isInstalled(name)) throw new Error(`${name} is not installed: npm run engines -- install ${name}`);
      this.refuseMissing(name);
      if (await isTaken(place.port))
        throw new Error(`${name}: port ${place.port} belongs to somebody else; EKEY_ENGINES_PORT chooses others`);
      mkdirSync(place.data, { recursive: true });
      engineOf(name).prepare?.(place);
      await this.launch(name, place);
    }
    await this.answered(name, place);
  }

  /** Throws away what it has stored. @throws Error while it runs. */
  empty(name: EngineName): void {
    if (livingProcess(this.pidFile(name)) !== undefined) throw new Error(`${name} runs: stop it first`);
    rmSync(this.place(name).data, { recursive: true, force: true });
  }

  /** Resolves when it has ended by itself; one that takes too long is killed. */
  async stop(name: EngineName): Promise<void> {
    await this.end(name, 'SIGTERM');
  }

  /** As a power cut would: it gets no chance to write anything. */
  async kill(name: EngineName): Promise<void> {
    await this.end(name, 'SIGKILL');
  }

  async restart(name: EngineName): Promise<void> {
    await this.stop(name);
    await this.start(name);
  }

  address<Name extends EngineName>(name: Name): Addresses[Name] {
    return engineOf(name).address(this.place(name)) as Addresses[Name];
  }

  status(name: EngineName): EngineStatus {
    const { remark } = engineOf(name);
    const pid = livingProcess(this.pidFile(name)) ?? null;
    return { installed: this.isInstalled(name), pid, ...(remark === undefined ? {} : { remark }) };
  }

  private async launch(name: EngineName, place: Place): Promise<void> {
    const { program, args, env } = engineOf(name).launch(place);
    const log = openSync(path.join(place.data, 'log'), 'w');
    const options = { cwd: place.data, detached: true, env: { ...process.env, ...env } };
    const child = spawn(program, args, { ...options, stdio: ['ignore', log, log] });
    closeSync(log);
    await new Promise<void>((resolve, reject) => child.on('spawn', resolve).on('error', reject));
    child.unref();
    if (child.pid !== undefined) writePidFile(this.pidFile(name), child.pid);
  }

  private async answered(name: EngineName, place: Place): Promise<void> {
    const { answers } = engineOf(name);
    for (const until = Date.now() + START_WITHIN_MS; !(await answers(place)); await sleep(LOOK_AGAIN_MS)) {
      const why = `see ${path.join(place.data, 'log')}`;
      if (livingProcess(this.pidFile(name)) === undefined) throw new Error(`${name} has ended at its start: ${why}`);
      if (Date.now() > until) throw new Error(`${name} does not answer: ${why}`);
    }
  }

  private async end(name: EngineName, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const file = this.pidFile(name);
    const killAt = Date.now() + STOP_WITHIN_MS;
    let sent: NodeJS.Signals | undefined;
    for (let pid = livingProcess(file); pid !== undefined; pid = livingProcess(file)) {
      const next = Date.now() > killAt ? 'SIGKILL' : signal;
      // A power cut spares none of its children either; each engine is the first of a group of its own.
      if (next !== sent) process.kill(next === 'SIGKILL' ? -pid : pid, next);
      sent = next;
      await sleep(LOOK_AGAIN_MS);
    }
    // A process counts as gone while threads or children of it still hold its port: whoever starts it next would find it taken.
    const { port } = this.place(name);
    while (sent !== undefined && Date.now() < killAt + STOP_WITHIN_MS && (await isTaken(port)))
      await sleep(LOOK_AGAIN_MS);
    removePidFile(file);
  }

  private refuseMissing(name: EngineName): void {
    const missing = engineOf(name).missing?.();
    if (missing !== undefined) throw new Error(`${name} needs ${missing}, which is not to be had here`);
  }

  private place(name: EngineName): Place {
    const { version, build, portOffset } = engineOf(name);
    const installed = build === undefined ? version : `${version}-${build}`;
    return {
      program: path.join(this.home, `${name}-${installed}`),
      data: path.join(this.data, name),
      port: this.firstPort + portOffset,
    };
  }

  private pidFile(name: EngineName): string {
    return path.join(this.data, name, 'process.json');
  }
}
