import { readConfig } from '@ekey/platform';
import { welcome } from './welcome';

const said = (settings: Readonly<Record<string, string>>, waits: boolean): string =>
  welcome('http://127.0.0.1:8080', readConfig({ DATA_DIR: '/srv/ekey', ...settings }), waits);

describe('what a start says', () => {
  it('leads to the first log-in as long as it waits', () => {
    expect(said({}, true)).toContain('/srv/ekey/first-administrator.txt');
    expect(said({}, false)).not.toMatch(/first/i);
  });

  it('leads to the page that says how to go on from there', () => {
    expect(said({}, true)).toContain('docs/how-to/operate.md');
  });

  it('says where mails go', () => {
    expect(said({}, false)).toContain(
      'kept in /srv/ekey/outbox (for support: http://127.0.0.1:8080/api/notify/v1/outbox)',
    );
    const sent = said({ MAIL: 'smtp', SMTP_URL: 'smtp://mail.example:587' }, false);
    expect(sent).toContain('sent by smtp://mail.example:587');
    expect(sent).not.toContain('outbox');
  });
});
