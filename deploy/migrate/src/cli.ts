import { systemClock } from '@ekey/floor';
import { runMigrate } from './command';

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

void runMigrate(process.argv.slice(2), systemClock, tell).then(({ ok, text }) => {
  (ok ? process.stdout : process.stderr).write(`${text}\n`);
  process.exitCode = ok ? 0 : 1;
});
