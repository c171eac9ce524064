import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { readCompose, ROOT } from './compose-file';

interface Job {
  readonly 'timeout-minutes': number;
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
  readonly container?: string;
  readonly services?: Readonly<Record<string, { readonly image: string }>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}
interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = path.join(ROOT, '.github/workflows');
const workflow = parse(readFileSync(path.join(folder, 'suite.yml'), 'utf8')) as Workflow;
const { default: suite, engines, containers, floor } = workflow.jobs;
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const runs = Object.values(workflow.jobs).flatMap(({ steps }) => steps.map(({ run = '' }) => run));

describe('what is tried for each change', () => {
  it('is one workflow, which may change nothing and ends some day', () => {
    expect(readdirSync(folder)).toEqual(['suite.yml']);
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
  });

  it('is the whole suite on the oldest Node that will do and on the one that the image has', () => {
    const [, inImage] =
      /NODE=node:(\d+)\./.exec(readFileSync(path.join(ROOT, 'deploy/docker/Dockerfile'), 'utf8')) ?? [];
    expect(suite?.strategy?.matrix.node).toEqual(['20', inImage]);
    const whole = suite?.steps.map(({ run = '' }) => run) ?? [];
    expect(whole).toEqual(expect.arrayContaining(['npm test', 'npm run lint', 'npm run typecheck', 'npm run demo']));
  });

  it('is everything on real servers too, native ones and those in the images that Compose starts', () => {
    const { image } = readCompose().services.kurrentdb ?? {};
    expect(engines?.services?.kurrentdb?.image).toBe(image);
    expect(engines?.steps.map(({ run }) => run)).toContain('bash .ci/run');
    expect(containers?.steps.map(({ run }) => run)).toContain('npm run test:engines');
  });

  it('is the floor itself, built, started and brought back from a backup', () => {
    const steps = floor?.steps.map(({ run = '' }) => run).join('\n') ?? '';
    for (const command of ['npm run secrets', 'docker compose config', 'docker compose up', 'restore-drill.sh'])
      expect(steps).toContain(command);
  });

  it('is not begun where it is told what it does not know: half an hour of servers nobody asked for', () => {
    const place = mkdtempSync(path.join(tmpdir(), 'ekey-ci-'));
    cpSync(path.join(ROOT, '.ci'), path.join(place, '.ci'), { recursive: true });
    const { status, stderr } = spawnSync('bash', ['.ci/run', '--without-engine'], { cwd: place, encoding: 'utf8' });
    rmSync(place, { recursive: true });
    expect([status, stderr]).toEqual([2, '.ci/run [--without-engines]\n']);
  });

  it('runs scripts that exist, by actions of a version that is named', () => {
    for (const [, script = ''] of runs.join('\n').matchAll(/npm run ([a-z:-]+)/g))
      expect(Object.keys(scripts)).toContain(script);
    for (const [, script = ''] of runs.join('\n').matchAll(/bash (\S+)/g))
      expect([script, existsSync(path.join(ROOT, script))]).toEqual([script, true]);
    const used = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    for (const action of used) expect(action).toMatch(/^actions\/[a-z-]+@v\d+$/);
  });
});
