/** Where a mail server is and how it is spoken to. */
export interface SmtpAddress {
  /** Scheme, host and port, as messages name it. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** From the first byte; after the first words; or never. */
  readonly tls: 'at-once' | 'after-greeting' | 'none';
}

const PORTS = { smtp: 587, smtps: 465 } as const;

/**
 * `smtps://host[:port]`: TLS from the first byte. `smtp://host[:port]`: STARTTLS, and no further where the server has none.
 * `smtp://host[:port]?tls=none`: in clear, where nobody else is on the line. A loopback is no exception: what an address says
 * is what happens.
 * @throws RangeError naming what is wrong; never with a password in it
 */
export function smtpAddressOf(text: string): SmtpAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const scheme = url?.protocol.slice(0, -1);
  if (url === undefined || url.hostname === '' || (scheme !== 'smtp' && scheme !== 'smtps'))
    throw new RangeError('the address of the mail server must be smtp://host[:port] or smtps://host[:port]');
  if (url.username !== '' || url.password !== '')
    throw new RangeError('user and password are no part of the address of the mail server: addresses are told in logs');
  const inClear = url.search === '?tls=none';
  if (!['', '/'].includes(url.pathname) || url.hash !== '' || (url.search !== '' && !inClear))
    throw new RangeError('the address of the mail server may say ?tls=none and nothing else');
  if (inClear && scheme === 'smtps') throw new RangeError('smtps:// is TLS, which ?tls=none forbids');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = url.port === '' ? PORTS[scheme] : Number(url.port);
  const tls = scheme === 'smtps' ? 'at-once' : inClear ? 'none' : 'after-greeting';
  return { name: `${scheme}://${url.hostname}:${port}`, host, port, tls };
}
