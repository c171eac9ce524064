import { logger, readConfig, type Config } from '@ekey/platform';
import { explain } from './explain';
import { keepHeapSmall } from './heap';
import { startStandalone, type Standalone } from './standalone';
import { systemClock } from '@ekey/floor';

/** What closing may take once the last request has been answered or cut off. */
const CLOSING_MS = 5_000;

function stopOnSignal(standalone: Standalone, config: Config): void {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    logger().info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), config.STOP_SECONDS * 1000 + CLOSING_MS).unref();
    void standalone.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));
}

const welcome = (url: string, config: Config): string =>
  [
    `ekey is ready at ${url}`,
    `  API to browse   ${['intake', 'review', 'issuance', 'notify'].map((name) => `${url}/api/${name}/docs`).join('  ')}`,
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
