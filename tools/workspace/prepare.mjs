/**
 * Makes what a fresh clone lacks and nothing that is there already: dependencies where they are not those of the lock
 * file, whoever installed them, and (unless `--no-build`) the compiled packages. Uses nothing but Node.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19))
  fail(`Node ${process.versions.node} is too old: ekey needs Node 20.19 or newer.`);

install();
if (!process.argv.includes('--no-build')) build();

function install() {
  if (!installed()) {
    console.error('Installing dependencies (once) …');
    run(
      'npm',
      ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
      'The dependencies could not be installed. Is the npm registry reachable?',
    );
  }
  // Where the tools leave what they need not find out again.
  mkdirSync(path.join(root, 'node_modules/.cache'), { recursive: true });
}

/** npm writes down what it has installed when it is done, in the shape of the lock file. */
function installed() {
  const done = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(done)) return false;
  const there = packagesOf(done);
  return Object.entries(packagesOf(path.join(root, 'package-lock.json'))).every(
    ([place, { version, optional }]) =>
      optional || !place.startsWith('node_modules/') || (place in there && there[place].version === version),
  );
}

function packagesOf(lock) {
  return JSON.parse(readFileSync(lock, 'utf8')).packages;
}

/** The compiler looks for itself what has changed; with nothing to do it takes a fraction of a second. */
function build() {
  const compiler = path.join(root, 'node_modules/typescript7/bin/tsc');
  run(process.execPath, [compiler, '-b', 'tsconfig.build.json'], 'The build failed; the messages above say where.');
}

function run(command, args, message) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) fail(message);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
