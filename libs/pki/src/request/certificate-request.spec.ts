import { type KeyObject, generateKeyPairSync, sign } from 'node:crypto';
import { md, pki } from 'node-forge';
import fc from 'fast-check';
import { type Pair, rsaPair, spkiOf } from '../../test/keys.fixture';
import {
  NULL,
  bitString,
  contextTag,
  integer,
  oid,
  printableString,
  sequence,
  setOf,
  tlv,
  utf8String,
} from '../asn1/der.writer';
import { OID } from '../asn1/object-identifiers';
import { buildName } from '../distinguished-name';
import { fromPem, toPem } from '../pem';
import { isRefusal } from '../refusal';
import { makeCertificateRequest } from './certificate-request.build';
import { type CertificateRequest, REQUEST_LIMITS, parseCertificateRequest } from './certificate-request';
import { REQUEST_WORDINGS } from './certificate-request.codes';

const SUBJECT = [
  { type: OID.countryName, value: 'CN' },
  { type: OID.commonName, value: '福州示例进出口有限公司' },
];

const pair = () => rsaPair('requesting');
const request = () => makeCertificateRequest(pair().privateKey, pair().publicKey, SUBJECT);
const derOf = (pem: string): Buffer => fromPem('CERTIFICATE REQUEST', pem)?.[0] ?? Buffer.alloc(0);

function accepted(pemOrDer: string | Buffer): CertificateRequest {
  const answer = parseCertificateRequest(pemOrDer);
  if (isRefusal(answer)) throw new Error(`refused: ${answer.rejected} ${answer.detail}`);
  return answer;
}

const codeOf = (pemOrDer: string | Buffer): string => {
  const answer = parseCertificateRequest(pemOrDer);
  return isRefusal(answer) ? answer.rejected : 'accepted';
};

interface Pieces {
  version?: Buffer;
  subject?: Buffer;
  spki?: Buffer;
  attributes?: Buffer;
  algorithm?: Buffer;
  hash?: string;
  key?: KeyObject;
  behindInfo?: Buffer;
}

/** A request signed by its key, with some pieces replaced. */
function assembled(pieces: Pieces, by: Pair = pair()): Buffer {
  const info = sequence(
    pieces.version ?? integer(0),
    pieces.subject ?? buildName(SUBJECT),
    pieces.spki ?? spkiOf(by),
    pieces.attributes ?? tlv(contextTag(0, true)),
    pieces.behindInfo ?? Buffer.alloc(0),
  );
  const algorithm = pieces.algorithm ?? sequence(oid(OID.sha256WithRSAEncryption), NULL);
  return sequence(info, algorithm, bitString(sign(pieces.hash ?? 'sha256', info, pieces.key ?? by.privateKey)));
}

describe('A certificate request', () => {
  it('is read with its subject and its key', () => {
    const { subject, spki, modulusBits, signatureHash, spkiSha256 } = accepted(request());
    expect(subject).toEqual(SUBJECT);
    expect(Buffer.from(spki, 'base64')).toEqual(spkiOf(pair()));
    expect({ modulusBits, signatureHash }).toEqual({ modulusBits: 2048, signatureHash: 'sha256' });
    expect(spkiSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is the same as PEM in text, PEM in bytes and DER, whatever the label and the ends of lines', () => {
    const expected = accepted(request());
    const der = derOf(request());
    expect(accepted(der)).toEqual(expected);
    expect(accepted(Buffer.from(request()))).toEqual(expected);
    expect(accepted(toPem('NEW CERTIFICATE REQUEST', der))).toEqual(expected);
    expect(accepted(`note of the tool\r\n${request().replace(/\n/g, '\r\n')}`)).toEqual(expected);
  });

  it('is read as other tools make it: with attributes, by node-forge', () => {
    const made = pki.createCertificationRequest();
    made.publicKey = pki.publicKeyFromPem(pair().publicKey.export({ type: 'spki', format: 'pem' }).toString());
    made.setSubject([{ name: 'commonName', value: 'EK-1' }]);
    made.setAttributes([{ name: 'challengePassword', value: 'secret' }]);
    made.sign(
      pki.privateKeyFromPem(pair().privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
      md.sha256.create(),
    );
    expect(codeOf(pki.certificationRequestToPem(made))).toBe('accepted');
  });

  it.each([
    ['sha384', OID.sha384WithRSAEncryption],
    ['sha512', OID.sha512WithRSAEncryption],
  ])('may be signed with %s', (hash, algorithm) => {
    expect(accepted(assembled({ hash, algorithm: sequence(oid(algorithm), NULL) })).signatureHash).toBe(hash);
  });

  it('may leave the parameters of its signature out', () => {
    expect(codeOf(assembled({ algorithm: sequence(oid(OID.sha256WithRSAEncryption)) }))).toBe('accepted');
  });

  it.each([
    ['SHA-1', 'sha1', '1.2.840.113549.1.1.5'],
    ['MD5', 'md5', '1.2.840.113549.1.1.4'],
  ])('is refused as too weak when signed with %s', (_, hash, algorithm) => {
    expect(codeOf(assembled({ hash, algorithm: sequence(oid(algorithm), NULL) }))).toBe('AlgorithmTooWeak');
  });

  it('is refused when another key signed it', () => {
    expect(codeOf(assembled({ key: rsaPair('another').privateKey }))).toBe('CsrSignatureWrong');
  });

  it('is refused when its subject was changed after signing', () => {
    const der = derOf(request());
    der.writeUInt8(der.readUInt8(der.indexOf('CN')) + 1, der.indexOf('CN'));
    expect(codeOf(der)).toBe('CsrSignatureWrong');
  });

  it('is refused for a key that is too short', () => {
    const weak = rsaPair('weak', 1024);
    expect(codeOf(assembled({}, weak))).toBe('KeyTooWeak');
  });

  it('is refused for a key with the exponent 3', () => {
    expect(codeOf(assembled({}, rsaPair('exponent 3', 2048, 3)))).toBe('KeyTooWeak');
  });

  it.each([
    ['an elliptic curve', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['Ed25519', () => generateKeyPairSync('ed25519')],
    ['RSA-PSS', () => generateKeyPairSync('rsa-pss', { modulusLength: 2048 })],
  ])('is refused for a key of %s', (_, generate) => {
    const key = generate();
    const spki = key.publicKey.export({ type: 'spki', format: 'der' });
    expect(codeOf(assembled({ spki }))).toBe('KeyNotSupported');
  });

  it.each([8_193, 16_384, 80_000])(
    'is refused for a modulus of %s bits, more than the limit, before anything is computed with it',
    (bits) => {
      const monster = sequence(
        sequence(oid(OID.rsaEncryption), NULL),
        bitString(sequence(integer((1n << BigInt(bits - 1)) + 1n), integer(65537))),
      );
      expect(codeOf(assembled({ spki: monster }))).toBe('KeyNotSupported');
    },
  );

  it('is refused for negative numbers in its key', () => {
    const negative = sequence(tlv(2, Buffer.from('ff7f', 'hex')), integer(65537));
    expect(codeOf(assembled({ spki: sequence(sequence(oid(OID.rsaEncryption), NULL), bitString(negative)) }))).toBe(
      'CsrMalformed',
    );
  });

  it('is refused when it is larger than the limit', () => {
    expect(codeOf(Buffer.alloc(REQUEST_LIMITS.maxBytes + 1, 0x30))).toBe('CsrTooLarge');
    expect(codeOf('-'.repeat(REQUEST_LIMITS.maxBytes + 1))).toBe('CsrTooLarge');
  });

  it('names a refusal in both languages', () => {
    expect(parseCertificateRequest('')).toMatchObject({ rejected: 'CsrMalformed', ...REQUEST_WORDINGS.CsrMalformed });
  });
});

describe('Malformed is a request', () => {
  it.each<[string, () => string | Buffer]>([
    ['of nothing', () => ''],
    ['of other text', () => 'I would like a certificate'],
    ['twice in one text', () => request() + request()],
    ['that is a certificate by its label', () => request().replace(/CERTIFICATE REQUEST/g, 'CERTIFICATE')],
    ['with a broken line of base64', () => request().replace(/\n(.)/, '\n*$1')],
    ['followed by bytes', () => Buffer.concat([derOf(request()), Buffer.of(0)])],
    ['of another version', () => assembled({ version: integer(1) })],
    ['with the version in two octets', () => assembled({ version: tlv(2, Buffer.of(0, 0)) })],
    ['without attributes', () => assembled({ attributes: Buffer.alloc(0) })],
    ['with an element behind its attributes', () => assembled({ behindInfo: NULL })],
    ['whose subject is no name', () => assembled({ subject: sequence(integer(1)) })],
    [
      'whose subject is not UTF-8',
      () => assembled({ subject: sequence(setOf(sequence(oid(OID.commonName), tlv(12, Buffer.of(0xc3, 0x28))))) }),
    ],
    ['whose key is no key', () => assembled({ spki: sequence(utf8String('key')) })],
    [
      'with parameters of its algorithm',
      () => assembled({ algorithm: sequence(oid(OID.sha256WithRSAEncryption), printableString('x')) }),
    ],
    [
      'of indefinite length',
      () => Buffer.concat([Buffer.of(0x30, 0x80), derOf(request()).subarray(4), Buffer.of(0, 0)]),
    ],
    ['with a length longer than needed', () => withLongLength(derOf(request()))],
    ['of a thousand levels', () => nested(1000)],
    ['of four thousand levels of indefinite length', () => Buffer.alloc(8000, Buffer.of(0x30, 0x80))],
  ])('%s', (_, make) => {
    expect(codeOf(make())).toBe('CsrMalformed');
  });

  it('that ends too early, wherever it ends', () => {
    const der = derOf(request());
    for (let end = 0; end < der.length; end += 7) expect(codeOf(der.subarray(0, end))).toBe('CsrMalformed');
  });

  it('of any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => codeOf(Buffer.from(bytes)) === 'CsrMalformed'));
    fc.assert(fc.property(fc.string(), (text) => codeOf(text) === 'CsrMalformed'));
  });
});

describe('No change of a request passes for the request', () => {
  it('when octets are replaced, taken out or put in', () => {
    const der = derOf(request());
    const change = fc.record({
      at: fc.nat(der.length - 1),
      remove: fc.nat(3),
      insert: fc.uint8Array({ maxLength: 3 }),
    });
    fc.assert(
      fc.property(change, ({ at, remove, insert }) => {
        const changed = Buffer.concat([der.subarray(0, at), insert, der.subarray(at + remove)]);
        fc.pre(!changed.equals(der));
        return codeOf(changed) !== 'accepted';
      }),
      { numRuns: 1000 },
    );
  });
});

function withLongLength(der: Buffer): Buffer {
  const content = der.subarray(4);
  return Buffer.concat([Buffer.of(0x30, 0x83, 0, content.length >> 8, content.length & 0xff), content]);
}

function nested(levels: number): Buffer {
  let der: Buffer = NULL;
  for (let i = 0; i < levels; i += 1) der = sequence(der);
  return der;
}
