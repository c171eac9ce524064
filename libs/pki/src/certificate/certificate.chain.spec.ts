import { X509Certificate } from 'node:crypto';
import { anyCertificate } from '../../test/any-certificate.fixture';
import { NULL, boolean, explicit, ia5String, octetString, oid, sequence } from '../asn1/der.writer';
import { OID } from '../asn1/object-identifiers';
import { followChain } from './certificate.chain';
import { basicConstraints, extendedKeyUsage, extension, keyUsage } from './certificate.extensions';

const AT = new Date('2027-01-05T00:00:00Z');
const AUTHORITY = [basicConstraints({ pathLength: null }), keyUsage(['keyCertSign'])];
const END = [keyUsage(['digitalSignature']), extendedKeyUsage(OID.sealMaking, true)];
const unknown = (critical: boolean): Buffer => extension('1.2.3', critical, NULL);

const root = () => anyCertificate('root', 'root', AUTHORITY);
function faultsOf(end: readonly Buffer[], intermediate: readonly Buffer[] = AUTHORITY): readonly string[] {
  const issuing = anyCertificate('issuing', 'root', intermediate);
  return followChain(anyCertificate('maker', 'issuing', end), [issuing], [root()], AT).faults;
}

describe('The way from a certificate to a trusted root', () => {
  it('is found over an authority that the root has certified', () => {
    expect(faultsOf(END)).toEqual([]);
  });

  it('may hold extensions that nobody knows, as long as none of them is critical', () => {
    expect(faultsOf([...END, unknown(false)], [...AUTHORITY, unknown(false)])).toEqual([]);
  });

  it('may say of an extension that it is not critical, where it had better say nothing', () => {
    const spelledOut = sequence(oid('1.2.3'), boolean(false), octetString(NULL));
    const maker = anyCertificate('maker', 'root', [...END, spelledOut]);
    expect(followChain(maker, [], [root()], AT).faults).toEqual([]);
    expect(new X509Certificate(maker).verify(new X509Certificate(root()).publicKey)).toBe(true);
  });

  it('is none where a certificate on it has a critical extension that nobody knows', () => {
    expect(faultsOf([...END, unknown(true)])).toEqual(['untrusted']);
    expect(faultsOf(END, [...AUTHORITY, unknown(true)])).toEqual(['untrusted']);
  });

  it('is none over an authority whose names are bounded, since nobody here looks at the bounds', () => {
    const bounded = extension('2.5.29.30', true, sequence(explicit(0, sequence(ia5String('example.cn', 0x82)))));
    expect(faultsOf(END, [...AUTHORITY, bounded])).toEqual(['untrusted']);
  });

  it('is none over a certificate that is no authority, or may not sign certificates', () => {
    expect(faultsOf(END, [basicConstraints(null), keyUsage(['keyCertSign'])])).toEqual(['untrusted']);
    expect(faultsOf(END, [basicConstraints({ pathLength: null }), keyUsage(['digitalSignature'])])).toEqual([
      'untrusted',
    ]);
  });

  it('is none over more authorities than one of them allows below itself', () => {
    const above = anyCertificate('above', 'root', [basicConstraints({ pathLength: 0 }), keyUsage(['keyCertSign'])]);
    const issuing = anyCertificate('issuing', 'above', AUTHORITY);
    const maker = anyCertificate('maker', 'issuing', END);
    expect(followChain(maker, [issuing, above], [root()], AT).faults).toEqual(['untrusted']);
  });
});
