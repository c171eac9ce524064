import { explain, keepHeapSmall, stopOnSignal, systemClock } from '@ekey/floor';
import { readConfig, type Config } from '@ekey/platform';
import { startStandalone } from './standalone';

const welcome = (url: string, config: Config): string =>
  [
    `ekey is ready at ${url}`,
    `  API to browse   ${['intake', 'review', 'issuance', 'renewal', 'notify'].map((name) => `${url}/api/${name}/docs`).join('  ')}`,
    `  Health          ${url}/health/ready`,
    `  First log-in    login and one-time password of the security administrator: ${config.DATA_DIR}/first-administrator.txt`,
    `  Mails           kept in ${config.DATA_DIR}/outbox (for support: ${url}/api/notify/v1/outbox)`,
    '  Try it all      npm run demo',
    '',
  ].join('\n');

async function main(): Promise<void> {
  keepHeapSmall();
  let config: Config | undefined;
  try {
    config = readConfig();
    const standalone = await startStandalone(config, systemClock);
    stopOnSignal(standalone, config);
    process.stderr.write(welcome(standalone.url, config));
  } catch (error) {
    process.stderr.write(`ekey did not start: ${explain(error, config)}\n`);
    process.exit(1);
  }
}

void main();
