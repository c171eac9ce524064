import { existsSync } from 'node:fs';
import { explain, FIRST_LOG_IN, keepHeapSmall, stopOnSignal, systemClock } from '@ekey/floor';
import { readConfig, type Config } from '@ekey/platform';
import { startStandalone } from './standalone';
import { welcome } from './welcome';

async function main(): Promise<void> {
  keepHeapSmall();
  let config: Config | undefined;
  try {
    config = readConfig();
    const starting = startStandalone(config, systemClock);
    stopOnSignal(starting, config);
    const standalone = await starting;
    process.stderr.write(welcome(standalone.url, config, existsSync(standalone.data.of(FIRST_LOG_IN))));
  } catch (error) {
    process.stderr.write(`ekey did not start: ${explain(error, config)}\n`);
    process.exit(1);
  }
}

void main();
