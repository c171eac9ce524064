import { X509Certificate } from 'node:crypto';
import { connect, createServer } from 'node:tls';
import { makeAuthority, makeServerCertificate } from './certificates';

const now = new Date();
const authority = makeAuthority(now);
const server = makeServerCertificate(['192.0.2.7', 'ekey.example'], authority, now);

describe('a certificate for a server', () => {
  it('names an address where it is reached by one, and a host where by that', () => {
    const certificate = new X509Certificate(server.certificate);
    expect(certificate.checkIP('192.0.2.7')).toBe('192.0.2.7');
    expect(certificate.checkHost('ekey.example')).toBe('ekey.example');
  });

  it('carries a conversation with whoever trusts the authority, and with nobody else', async () => {
    expect(await hear(authority.certificate)).toBe('well');
    await expect(hear(makeAuthority(now).certificate)).rejects.toThrow(/signature|verify|issuer/);
  });
});

/** What a client hears that trusts one authority alone. */
async function hear(trusted: string): Promise<string> {
  const listener = createServer({ key: server.key, cert: server.certificate }, (socket) => socket.end('well'));
  listener.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as { port: number };
  try {
    return await new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, servername: 'ekey.example', ca: trusted });
      socket.on('data', (data) => resolve(data.toString()));
      socket.on('error', reject);
    });
  } finally {
    listener.close();
  }
}
