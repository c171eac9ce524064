import type { HostAnswer } from './admin-socket';

/** A command given on the host: its options, and the content of the file it was given. */
export interface HostCommand {
  readonly name: string;
  readonly options: Readonly<Record<string, string>>;
  readonly input?: string;
}

export type HostCommands = Readonly<Record<string, (command: HostCommand) => Promise<HostAnswer>>>;
