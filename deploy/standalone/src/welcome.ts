import { FIRST_LOG_IN } from '@ekey/floor';
import type { Config } from '@ekey/platform';

const SERVICES = ['intake', 'review', 'issuance', 'renewal', 'notify'];

/**
 * What a start says to who runs the host: where everything is, and what comes next.
 * @param waits whether the first log-in of the security administrator is still to come.
 */
export function welcome(url: string, config: Config, waits: boolean): string {
  const { DATA_DIR, MAIL, SMTP_URL } = config;
  const mails =
    MAIL === 'files' ? `kept in ${DATA_DIR}/outbox (for support: ${url}/api/notify/v1/outbox)` : `sent by ${SMTP_URL}`;
  const firstLogIn = `login and one-time password of the security administrator: ${DATA_DIR}/${FIRST_LOG_IN}`;
  return [
    `ekey is ready at ${url}`,
    `  API to browse   ${SERVICES.map((name) => `${url}/api/${name}/docs`).join('  ')}`,
    `  Health          ${url}/health/ready`,
    ...(waits
      ? [`  First log-in    ${firstLogIn}`, '                  what to do with it: docs/how-to/operate.md']
      : []),
    `  Mails           ${mails}`,
    '  Try it all      npm run demo',
    '',
  ].join('\n');
}
