import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { GenericContainer } from 'testcontainers';
import { parse } from 'yaml';
import { recipe } from '../workshop';
import type { Container } from './container';
import { containers, type ContainerName } from './containers';

export interface StartedContainer {
  /** What specs are told, as variables of the environment. */
  readonly told: Readonly<Record<string, string>>;
  readonly image: string;
  stop(): Promise<void>;
}

const COMPOSE = path.join(__dirname, '../../../../docker-compose.yml');

/** Whether a Docker daemon answers. */
export async function hasDocker(): Promise<boolean> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  return getContainerRuntimeClient().then(
    () => true,
    () => false,
  );
}

/** Starts a server in the image that `docker-compose.yml` pins; resolves when it is ready. It keeps nothing. */
export async function startContainer(name: ContainerName): Promise<StartedContainer> {
  const { Wait } = await import('testcontainers');
  const plan: Container = containers[name];
  const image = await imageOf(name);
  const folder = await mkdtemp(path.join(tmpdir(), `ekey-${name}-`));
  const { fixedPort, port } = plan;
  let container = (await containerOf(plan, image))
    .withEnvironment({ ...plan.environment({ port: fixedPort ?? port }) })
    .withExposedPorts(fixedPort === undefined ? port : { container: port, host: fixedPort })
    .withWaitStrategy(plan.ready(Wait));
  if (plan.command !== undefined) container = container.withCommand([...plan.command]);
  if (plan.writes !== undefined) container = container.withBindMounts([{ source: folder, target: plan.writes }]);
  const started = await container.start();
  const outside = { host: started.getHost(), port: started.getMappedPort(port), folder };
  return {
    told: plan.told(outside),
    image,
    stop: async () => {
      await started.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The image of a server: that of Compose, or the recipe it is built from. */
export async function imageOf(name: ContainerName): Promise<string> {
  const { service, recipe: built }: Container = containers[name];
  if (service === undefined) return `tools/engines/recipes/${built ?? name}`;
  const { services } = parse(await readFile(COMPOSE, 'utf8')) as {
    readonly services: Readonly<Record<string, { readonly image: string } | undefined>>;
  };
  const image = services[service]?.image;
  if (image === undefined) throw new Error(`docker-compose.yml names no image of ${service}`);
  return image;
}

async function containerOf({ recipe: built }: Container, image: string): Promise<GenericContainer> {
  const { GenericContainer } = await import('testcontainers');
  if (built === undefined) return new GenericContainer(image);
  // Postfix delivers to nobody as root, who may read what others own anyway.
  const reader = process.getuid?.() || 65_534;
  return GenericContainer.fromDockerfile(recipe(built))
    .withBuildArgs({ USER: String(reader) })
    .build();
}
