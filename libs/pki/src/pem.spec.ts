import { fromPem, toPem } from './pem';

const DER = Buffer.from(Array.from({ length: 200 }, (_, i) => i));

describe('PEM', () => {
  it('comes back as it was written', () => {
    expect(fromPem('CERTIFICATE', toPem('CERTIFICATE', DER))).toEqual([DER]);
  });

  it('has lines of 64 characters', () => {
    expect(toPem('CERTIFICATE', DER).split('\n')[1]).toHaveLength(64);
  });

  it('gives every block of the label and passes over text and other labels', () => {
    const text = `a note\n${toPem('CERTIFICATE', DER)}between\n${toPem('X509 CRL', DER)}${toPem('CERTIFICATE', DER)}`;
    expect(fromPem('CERTIFICATE', text)).toHaveLength(2);
  });

  it('is nothing where no block stands', () => {
    expect(fromPem('CERTIFICATE', 'no certificate here')).toEqual([]);
  });

  it.each([
    '-----BEGIN CERTIFICATE-----\nAAAA',
    '-----BEGIN CERTIFICATE-----\nAA*A\n-----END CERTIFICATE-----',
    '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----',
  ])('is refused as a whole where a block is broken: %j', (text) => {
    expect(fromPem('CERTIFICATE', text)).toBeNull();
  });
});
