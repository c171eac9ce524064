import type { Application } from '../app';
import type { Floor } from '../floor';

/** A command given on the host, on its way to the process that holds the data. */
export interface HostCommand {
  readonly name: string;
  /** Who gives it: his log-in on the host. */
  readonly by: string;
  readonly options: Readonly<Record<string, string>>;
  /** The content of the file that it was given, base64. */
  readonly input?: string;
}

export interface HostAnswer {
  readonly ok: boolean;
  /** What the command has to say, for a person. */
  readonly text: string;
}

export type HostCommands = Readonly<Record<string, (command: HostCommand) => Promise<HostAnswer>>>;

/** Where commands of the host are done: in a process in which services stand. */
export interface HostStanding {
  readonly application: Pick<Application, 'provided'>;
  readonly floor: Floor;
}
