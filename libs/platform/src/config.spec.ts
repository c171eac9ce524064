import { BadConfiguration, configSchema, readConfig } from './config';

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toMatchObject({ PLATFORM: 'standalone', PORT: 8080, PORTAL_URL: 'http://127.0.0.1:8080' });
  });

  it('takes an empty variable for none', () => {
    const blank = { PORT: ' ', RENEWAL_GRACE_DAYS: ' ', MATCH_HOUR: '\t', DATA_DIR: ' ' };
    expect(readConfig(blank)).toEqual(readConfig({}));
    expect(readConfig({ PORT: '' }).PORT).toBe(8080);
  });

  it('names every variable that does not fit', () => {
    const read = () => readConfig({ PORT: 'eighty', LOG_LEVEL: 'loud', HOTLINE: 'any' });
    expect(read).toThrow(BadConfiguration);
    expect(read).toThrow(/PORT: [^]*LOG_LEVEL: /);
  });

  it.each([
    [{ HOST: '0.0.0.0', PORT: '9000' }, 'http://127.0.0.1:9000'],
    [{ HOST: '192.0.2.10' }, 'http://192.0.2.10:8080'],
    [{ HOST: '::1', PORT: '9000' }, 'http://[::1]:9000'],
    [{ HOST: '::', PORT: '9000' }, 'http://[::1]:9000'],
    [{ HOST: '192.0.2.10', PORT: '0' }, 'http://127.0.0.1:8080'],
  ])('lets links, forms and certificates name the address that is listened on: %p', (given, address) => {
    const { PORTAL_URL, PKI_URL, ISSUANCE_URL, SERVICE_URL } = readConfig(given);
    expect([PORTAL_URL, PKI_URL, ISSUANCE_URL, SERVICE_URL]).toEqual(Array(4).fill(address));
  });

  it('lets them name another one where it is told', () => {
    expect(readConfig({ PORT: '9000', PKI_URL: 'https://pki.example' })).toMatchObject({
      PKI_URL: 'https://pki.example',
      PORTAL_URL: 'http://127.0.0.1:9000',
    });
  });

  it('gives every port the adapter of the floor, and of each the one that is named', () => {
    expect(readConfig({})).toMatchObject({ EVENT_STORE: 'sqlite', MESSAGING: 'sqlite', MAIL: 'files' });
    expect(readConfig({ PLATFORM: 'distributed', MAIL: 'files' })).toMatchObject({
      ...{ EVENT_STORE: 'kurrent', MESSAGING: 'kafka', VIEWS: 'mongo', DOCUMENTS: 'minio', KEYS: 'mongo' },
      ...{ SESSIONS: 'mongo', MAIL: 'files' },
    });
  });

  it('says of every variable what it means', () => {
    for (const [name, setting] of Object.entries(configSchema.shape)) expect([name, setting.description]).toEqual([name, expect.stringMatching(/.{10,}/)]); // prettier-ignore
  });

  it.each([
    [
      'TRUST_PROXY',
      '10.0.0.0/8, 192.0.2.1,2001:db8::/32,loopback',
      ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32', 'loopback'],
    ],
    ['TRUST_PROXY', ' , ', []],
    [
      'CORS_ORIGINS',
      'https://portal.example,http://127.0.0.1:3000',
      ['https://portal.example', 'http://127.0.0.1:3000'],
    ],
    ['COOKIE_SECURE', 'true', true],
    ['PORTAL_URL', 'https://portal.example:443', 'https://portal.example'],
    ['PORTAL_URL', 'https://portal.example:8443/ekey/', 'https://portal.example:8443/ekey'],
    ['PKI_URL', 'http://pki.example:80/', 'http://pki.example'],
    ['KAFKA_BROKERS', 'kafka-1:9092, kafka-2:9092', ['kafka-1:9092', 'kafka-2:9092']],
    ['MONGODB_URL', 'mongodb://one:27017,two:27017/?tls=true', 'mongodb://one:27017,two:27017/?tls=true'],
  ] as const)('reads %s from %p', (name, given, value) => {
    expect(readConfig({ [name]: given })[name]).toEqual(value);
  });

  it.each([
    ['TRUST_PROXY', 'everybody'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '10.0.0.0/x'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://portal.example/'],
    ['CORS_ORIGINS', 'portal.example'],
    ['COOKIE_SECURE', 'yes'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORTAL_URL', 'ftp://portal.example'],
    ['PORTAL_URL', 'portal'],
    ['PORTAL_URL', 'https://clerk:secret@portal.example'],
    ['PKI_URL', 'http://pki.example/?of=ekey'],
    ['ACCESS_TOKEN_SECONDS', '0'],
    ['CERTIFICATE_YEARS', '4'],
    ['CERTIFICATE_POLICY_OID', '3.1'],
    ['PLATFORM', 'cloud'],
    ['EVENT_STORE', 'files'],
    ['KAFKA_BROKERS', 'kafka'],
    ['KURRENTDB_URL', 'https://kurrent:2113'],
    ['MONGODB_URL', 'mongodb://root:secret@mongo:27017'],
    ['SMTP_URL', 'smtp://'],
  ])('does not take %s from %p, and says so', (name, given) => {
    expect(() => readConfig({ [name]: given })).toThrow(`${name}: `);
  });
});
