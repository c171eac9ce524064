#!/usr/bin/env node
import { run } from './verify-seal.run';

const terminal = {
  out: (text: string) => void process.stdout.write(`${text}\n`),
  err: (text: string) => void process.stderr.write(`${text}\n`),
};

run(process.argv.slice(2), terminal, new Date()).then((code) => {
  process.exitCode = code;
});
