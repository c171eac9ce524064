import type { WaitStrategy } from 'testcontainers';
import type { Wait } from 'testcontainers';

/** Where a container answers, as whoever is outside of it sees it. */
export interface Outside {
  readonly host: string;
  readonly port: number;
  /** A folder of this machine that the container writes. */
  readonly folder: string;
}

/** A server of the floor as one container. */
export interface Container {
  /** The service of `docker-compose.yml` that names the image; none where it is built from a recipe. */
  readonly service?: string;
  readonly recipe?: string;
  /** The port inside. */
  readonly port: number;
  /** A server that tells its clients where it is has to know its port outside before it starts. */
  readonly fixedPort?: number;
  readonly environment: (outside: Pick<Outside, 'port'>) => Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  /** Where it writes what specs read. */
  readonly writes?: string;
  readonly ready: (wait: typeof Wait) => WaitStrategy;
  /** What specs are told, as variables of the environment. */
  readonly told: (outside: Outside) => Readonly<Record<string, string>>;
}
