import { BadConfiguration, readConfig } from './config';

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toMatchObject({ PLATFORM: 'standalone', PORT: 8080, PORTAL_URL: 'http://127.0.0.1:8080' });
  });

  it('takes an empty variable for none', () => {
    expect(readConfig({ PORT: '' }).PORT).toBe(8080);
  });

  it('names every variable that does not fit', () => {
    const read = () => readConfig({ PORT: 'eighty', LOG_LEVEL: 'loud', HOTLINE: 'any' });
    expect(read).toThrow(BadConfiguration);
    expect(read).toThrow(/PORT: [^]*LOG_LEVEL: /);
  });

  it('lets links, forms and certificates name the address that is listened on', () => {
    const { PORTAL_URL, PKI_URL, SERVICE_URL } = readConfig({ HOST: '0.0.0.0', PORT: '9000' });
    expect([PORTAL_URL, PKI_URL, SERVICE_URL]).toEqual(Array(3).fill('http://127.0.0.1:9000'));
  });

  it('lets them name another one where it is told', () => {
    expect(readConfig({ PORT: '9000', PKI_URL: 'https://pki.example' })).toMatchObject({
      PKI_URL: 'https://pki.example',
      PORTAL_URL: 'http://127.0.0.1:9000',
    });
  });
});
