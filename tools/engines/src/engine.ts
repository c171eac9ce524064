/** Where an engine's files are and at which loopback port it answers. */
export interface Place {
  /** What was installed; shared by all who run it. */
  readonly program: string;
  /** What it stores, its log and its pid; of one set of engines. */
  readonly data: string;
  /** The first of the ports that it may use. */
  readonly port: number;
}

/** The process to start. */
export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A server that the distributed floor stands on, as it is had from a package registry. */
export interface Engine<Address> {
  /** What it is called, and what it stands for where it is not the thing itself. */
  readonly title: string;
  /** Part of the folder's name: a new version is installed beside the old one. */
  readonly version: string;
  /** Counts what was changed around the same version: it is part of the folder's name as well. */
  readonly build?: number;
  /** Ports used, counted from the first of the set. */
  readonly portOffset: number;
  /** What must be on the machine before it can be installed or run; says what is missing. */
  readonly missing?: () => string | undefined;
  /** Whether what is installed outside its folder is there: the folder may have been kept from another machine. */
  readonly isOnMachine?: () => boolean;
  /** Puts the program into an empty folder. */
  readonly install: (program: string) => void;
  /** Makes the data folder ready; runs at every start. */
  readonly prepare?: (place: Place) => void;
  readonly launch: (place: Place) => Launch;
  /** Whether it answers as itself: not only that a port is open. */
  readonly answers: (place: Place) => Promise<boolean>;
  readonly address: (place: Place) => Address;
  /** What whoever reads the output should know of it: a stand-in says so. */
  readonly remark?: string;
}

export const HOST = '127.0.0.1';
