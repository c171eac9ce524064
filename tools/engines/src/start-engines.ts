import { engineNames, type Addresses, type EngineName } from './catalogue';
import { EngineSet, type EngineSetOptions } from './engine-set';

/** Engines that answer, for a test to talk to and to torture. */
export interface RunningEngines<Name extends EngineName> {
  readonly addresses: Pick<Addresses, Name>;
  /** SIGKILL. */
  kill(name: Name): Promise<void>;
  restart(name: Name): Promise<void>;
  start(name: Name): Promise<void>;
  /** Those that this call has started; one that ran before goes on. */
  stop(): Promise<void>;
}

/**
 * Starts what does not run yet, with nothing stored: topics of run after run make a broker slower until it misses its own
 * deadlines. @throws Error of the first that cannot; what was started for nothing is stopped again. */
export async function startEngines<Name extends EngineName>(
  names: readonly Name[] = engineNames as readonly Name[],
  options?: EngineSetOptions,
): Promise<RunningEngines<Name>> {
  const set = new EngineSet(options);
  const idle = names.filter((name) => set.status(name).pid === null);
  const stop = async (): Promise<void> => void (await Promise.all(idle.map((name) => set.stop(name))));
  for (const name of idle) set.empty(name);
  const begun = await Promise.allSettled(names.map((name) => set.start(name)));
  const failed = begun.find((each): each is PromiseRejectedResult => each.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  return {
    addresses: Object.fromEntries(names.map((name) => [name, set.address(name)])) as Pick<Addresses, Name>,
    kill: (name) => set.kill(name),
    restart: (name) => set.restart(name),
    start: (name) => set.start(name),
    stop,
  };
}
