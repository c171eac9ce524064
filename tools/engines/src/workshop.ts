import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';

/** The files that describe what to install, beside the sources and the compiled tool alike. */
export const recipe = (...names: readonly string[]): string => path.join(__dirname, '../recipes', ...names);

/** Runs a program to its end, silently. @throws Error with what it wrote where it fails. */
export function run(program: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
  try {
    execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024, ...options });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: Buffer; stderr?: Buffer };
    const said = [stdout, stderr].map((text) => text?.toString().trim() ?? '').filter((text) => text !== '');
    throw new Error(`${program} ${args[0] ?? ''} failed: ${said.join('\n') || (error as Error).message}`);
  }
}

/** The name of the first program that is not to be found on the PATH. */
export function missingProgram(...programs: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return programs.find((program) => !folders.some((folder) => existsSync(path.join(folder, program))));
}

/** Copies the jars that a recipe's pom names, and all that they need, into `lib`. */
export function fetchJars(engine: string, program: string): void {
  const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  const into = `-DoutputDirectory=${path.join(program, 'lib')}`;
  run('mvn', ['--quiet', '--batch-mode', '--file', recipe(engine, 'pom.xml'), copy, '-DincludeScope=runtime', into]);
}

/** Builds with Go in caches of its own: they grow by gigabytes and are not needed again. */
export function buildWithGo(args: readonly string[], program: string, cwd?: string): void {
  const caches = `${program}.go-caches`;
  const env = {
    ...process.env,
    ...{ CGO_ENABLED: '0', GOFLAGS: '-trimpath -modcacherw -buildvcs=false', GOBIN: program },
    ...{ GOCACHE: path.join(caches, 'build'), GOMODCACHE: path.join(caches, 'modules') },
  };
  try {
    run('go', args, { env, ...(cwd === undefined ? {} : { cwd }) });
  } finally {
    rmSync(caches, { recursive: true, force: true });
  }
}

/** A JVM for a small server on a developer's machine. */
export const smallJvm = (heap: string): readonly string[] => [
  `-Xmx${heap}`,
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
];
