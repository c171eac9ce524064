import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { SMALL_PROCESS } from '@ekey/floor';
import { readCompose, ROOT } from './compose-file';

const dockerfile = DockerfileParser.parse(readFileSync(path.join(ROOT, 'deploy/docker/Dockerfile'), 'utf8'));
const FROM = /^(\S+)(?: AS (\S+))?$/;

interface Stage {
  readonly name: string;
  readonly from: string;
  readonly instructions: readonly Instruction[];
}

/** All behind the keyword, flags included. */
const textOf = (instruction: Instruction): string => instruction.getTextContent().replace(/^[A-Z]+\s+/, '');
const of = (stage: Stage | undefined, keyword: string): readonly string[] =>
  (stage?.instructions ?? []).filter((each) => each.getKeyword() === keyword).map(textOf);

/** What is between one FROM and the next. */
const stages = dockerfile.getInstructions().reduce<Stage[]>((all, instruction) => {
  const last = all.at(-1);
  if (instruction.getKeyword() === 'FROM') {
    const [, from = '', name = ''] = FROM.exec(textOf(instruction)) ?? [];
    return [...all, { name, from, instructions: [] }];
  }
  return last === undefined
    ? all
    : [...all.slice(0, -1), { ...last, instructions: [...last.instructions, instruction] }];
}, []);
const run = stages.at(-1);

/** Its parser is a language server's: it tells where every word stands, and so where a rule is broken, which a pattern does not. */
describe('the image of the services', () => {
  it('is built in stages, each from one that was there before or from a version that is named', () => {
    expect(stages.map(({ name }) => name)).toEqual(['source', 'build', 'packages', 'run']);
    const [version] = dockerfile.getInitialARGs().map(textOf);
    expect(version).toMatch(/^NODE=node:\d+\.\d+\.\d+-[a-z]+-slim$/);
    for (const [index, { from }] of stages.entries())
      expect(['${NODE}', ...stages.slice(0, index).map(({ name }) => name)]).toContain(from);
  });

  it('takes from stages what they have, and nothing of this machine but folders that are there', () => {
    for (const { instructions } of stages)
      for (const copy of instructions.filter((each) => each.getKeyword() === 'COPY')) {
        const [from, ...rest] = textOf(copy).startsWith('--from=')
          ? textOf(copy).split(' ')
          : ['', ...textOf(copy).split(' ')];
        if (from !== '') expect(stages.map(({ name }) => `--from=${name}`)).toContain(from);
        else
          for (const source of rest.slice(0, -1))
            expect(readdirSync(path.join(ROOT, path.dirname(source)))).toContain(path.basename(source));
      }
  });

  it('runs no script of a package while it is made, and holds no tool of development', () => {
    const installs = stages.flatMap((stage) => of(stage, 'RUN')).filter((command) => command.includes('npm ci'));
    expect(installs).toHaveLength(2);
    for (const command of installs) expect(command).toContain('--ignore-scripts');
    const packages = stages.find(({ name }) => name === 'packages');
    expect(of(packages, 'RUN').join()).toContain('--omit=dev');
    expect(of(run, 'COPY').filter((copy) => copy.includes('node_modules'))).toEqual([
      '--from=packages /app/node_modules node_modules',
    ]);
    expect(of(run, 'RUN').join()).toContain('rm -rf /usr/local/lib/node_modules');
  });

  it('holds no package of development that npm leaves because another one would like to have it', () => {
    const json = (file: string): unknown => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
    const { devDependencies } = json('package.json') as { devDependencies: Record<string, string> };
    const { packages: locked } = json('package-lock.json') as { packages: Record<string, { devOptional?: boolean }> };
    const left = Object.keys(devDependencies).filter((name) => locked[`node_modules/${name}`]?.devOptional === true);
    expect(left).toEqual(['typescript']);
    const packages = stages.find(({ name }) => name === 'packages');
    const removed = of(packages, 'RUN').flatMap((command) => command.split(' '));
    expect(removed).toEqual(expect.arrayContaining(left.map((name) => `node_modules/${name}`)));
  });

  it('holds what is drawn with and what this system loads, and not what else comes with it', () => {
    const typeface = 'node_modules/@expo-google-fonts/noto-sans-sc';
    const binaries = 'node_modules/@photostructure/sqlite/prebuilds';
    const stays = [`${typeface}/400Regular`, `${typeface}/700Bold`, `${binaries}/linux-arm64`, `${binaries}/linux-x64`];
    const goes = [`${typeface}/100Thin`, `${binaries}/darwin-x64`, 'node_modules/@kurrent/bridge-linux-x64-musl'];
    const folder = mkdtempSync(path.join(os.tmpdir(), 'ekey-image-'));
    try {
      for (const each of [...stays, ...goes]) mkdirSync(path.join(folder, each), { recursive: true });
      const removals = of(
        stages.find(({ name }) => name === 'packages'),
        'RUN',
      ).filter((text) => text.startsWith('find'));
      for (const command of removals) execFileSync('sh', ['-ec', command], { cwd: folder });
      expect(goes.filter((each) => existsSync(path.join(folder, each)))).toEqual([]);
      expect(stays.filter((each) => !existsSync(path.join(folder, each)))).toEqual([]);
      for (const each of stays) expect(existsSync(path.join(ROOT, each))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('holds what Compose, the scripts and the pages start in it, each with the packages of ours that it loads', () => {
    const copied = of(run, 'COPY').flatMap((copy) => copy.split(' ').slice(1, -1));
    const isHeld = (file: string): boolean =>
      copied.some((place) => `/app/${file}` === place || `/app/${file}`.startsWith(`${place}/`));
    const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
    const filesIn = (place: string, name: RegExp): readonly string[] =>
      readdirSync(path.join(ROOT, place), { recursive: true, encoding: 'utf8' })
        .filter((file) => name.test(file))
        .map((file) => path.join(place, file));
    const texts = ['docker-compose.yml', ...filesIn('deploy/docker', /^\w+\.sh$/), ...filesIn('docs', /\.md$/)].map(
      read,
    );
    const started = texts
      .join('\n')
      .replaceAll(/[[\],]/g, ' ')
      .matchAll(/\bnode +(deploy\/([a-z]+)\/[\w/.-]+js)\b/g);
    const places = new Set<string>();
    for (const [, file = '', place = ''] of started) {
      expect([file, isHeld(file)]).toEqual([file, true]);
      places.add(place);
    }
    expect([...places].sort()).toEqual(['docker', 'migrate', 'standalone']);
    for (const source of filesIn('deploy', /^(docker|migrate|standalone)\/src\/.*(?<!\.spec)\.ts$/))
      for (const [, name = ''] of read(source).matchAll(/from '(@ekey\/[a-z-]+)/g)) {
        const manifest = path.join(
          path.relative(ROOT, realpathSync(path.join(ROOT, 'node_modules', name))),
          'package.json',
        );
        expect([source, manifest, isHeld(manifest)]).toEqual([source, manifest, true]);
      }
  });

  it('can be read by whoever runs it, and is mounted over where that one may write', () => {
    expect(of(stages[0], 'RUN')).toEqual(['chmod -R a+rX .']);
    for (const copy of of(run, 'COPY')) expect(copy).toMatch(/^--from=/);
    const { intake } = readCompose().services;
    expect(of(run, 'RUN')).toContain(`mkdir --mode=1777 ${intake?.environment?.DATA_DIR}`);
    expect(intake?.tmpfs?.join()).toContain(`${intake?.environment?.DATA_DIR}:`);
  });

  it('keeps each of its processes small, as they are when they are measured', () => {
    const settings = of(run, 'ENV').join().split(/\s+/);
    expect(settings).toEqual(
      expect.arrayContaining(Object.entries(SMALL_PROCESS).map(([name, is]) => `${name}=${is}`)),
    );
  });

  it('runs as nobody of importance, and says whether it is well', () => {
    const user = of(run, 'USER');
    expect(user).toEqual(['node']);
    const after = run?.instructions.slice(run.instructions.findIndex((each) => each.getKeyword() === 'USER')) ?? [];
    expect(after.map((each) => each.getKeyword())).toEqual(['USER', 'EXPOSE', 'HEALTHCHECK', 'CMD']);
    expect(of(run, 'HEALTHCHECK').join()).toContain('CMD ["node", "deploy/docker/health.mjs"]');
    expect(of(run, 'CMD')).toEqual(['["node", "deploy/docker/start.mjs"]']);
  });

  it('knows no secret, and is given none to build with', () => {
    const words = dockerfile
      .getInstructions()
      .map((each) => each.getTextContent())
      .join('\n');
    expect(words).not.toMatch(/secret|password|token/i);
    const sent = readFileSync(path.join(ROOT, '.dockerignore'), 'utf8').split('\n');
    expect(sent.find((line) => !line.startsWith('#'))).toBe('*');
    expect(sent.filter((line) => line.startsWith('!'))).toEqual(
      ['package.json', 'package-lock.json', '.npmrc', 'tsconfig.base.json', 'tsconfig.build.json']
        .map((file) => `!${file}`)
        .concat(['libs', 'services', 'tools', 'deploy'].map((folder) => `!${folder}`)),
    );
  });
});
