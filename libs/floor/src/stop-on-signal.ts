import { describeError, logger, type Config } from '@ekey/platform';

/** What closing may take once the last request has been answered or cut off. */
const CLOSING_MS = 10_000;

/**
 * From now on a signal ends the process: with 0 once all is stopped, with 1 where that failed or took too long.
 * @param starting what there is to be stopped, for as long as requests may go on and a little longer. Where it has not come to
 * stand yet, it is stopped as soon as it has: what is half begun knows no end.
 */
export function stopOnSignal(starting: Promise<{ stop(): Promise<void> }>, config: Pick<Config, 'STOP_SECONDS'>): void {
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger().info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), config.STOP_SECONDS * 1000 + CLOSING_MS).unref();
    process.exit(await codeOf(starting));
  };
  process.on('SIGINT', () => void stop('SIGINT'));
  process.on('SIGTERM', () => void stop('SIGTERM'));
}

async function codeOf(starting: Promise<{ stop(): Promise<void> }>): Promise<number> {
  try {
    await (await starting).stop();
    return 0;
  } catch (error) {
    logger().error({ error: describeError(error) }, 'did not stop as it should');
    return 1;
  }
}
