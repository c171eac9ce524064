'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
exports.SUBJECT = exports.PASSPHRASE = exports.FOUNDED = exports.PROVIDER = exports.PLACES = void 0;
exports.testAuthority = testAuthority;
exports.keyCertificate = keyCertificate;
const promises_1 = require('node:fs/promises');
const node_os_1 = require('node:os');
const node_path_1 = require('node:path');
const src_1 = require('../src');
const forge_1 = require('../src/forge');
const keys_fixture_1 = require('./keys.fixture');
exports.PLACES = {
  crlUrl: 'http://ca.example.cn/crl',
  ocspUrl: 'http://ca.example.cn/ocsp',
  caIssuersUrl: 'http://ca.example.cn/ca.pem',
  policyOid: '1.2.156.99999.1.1',
};
exports.PROVIDER = {
  provinceName: '北京市',
  localityName: '北京市',
  organisationName: '示例电子商务中心',
  uscc: '91110000802100433B',
};
exports.FOUNDED = new Date('2026-01-05T00:00:00Z');
exports.PASSPHRASE = 'a passphrase of the tests';
exports.SUBJECT = {
  provinceName: '福建省',
  localityName: '福州市',
  organisationName: '福州示例进出口有限公司',
  commonName: '福州示例进出口有限公司',
};
/** An authority in a folder of its own, with short-lived keys of 2048 bits throughout; `close` takes the folder away. */
async function testAuthority() {
  const parent = await (0, promises_1.mkdtemp)((0, node_path_1.join)((0, node_os_1.tmpdir)(), 'ekey-authority-'));
  const folder = (0, node_path_1.join)(parent, 'ca');
  const authority = await (0, forge_1.openFileCertificateAuthority)({
    folder,
    passphrase: exports.PASSPHRASE,
    provider: exports.PROVIDER,
    places: exports.PLACES,
    now: exports.FOUNDED,
    keyBits: { root: 2048 },
  });
  return { authority, folder, close: () => (0, promises_1.rm)(parent, { recursive: true }) };
}
function keyCertificate(authority, changes = {}) {
  return {
    profile: 'signing',
    serial: '4A00000000000000000000000000BEEF',
    issuer: (0, src_1.issuerOf)(authority.certificateChain().issuing),
    subject: exports.SUBJECT,
    uscc: '91350100M000100Y43',
    spki: (0, keys_fixture_1.spkiOf)((0, keys_fixture_1.rsaPair)('enterprise')),
    notBefore: new Date('2026-02-02T08:30:00Z'),
    notAfter: new Date('2029-02-02T08:30:00Z'),
    keyNumber: 'EK-2026-000017',
    ...exports.PLACES,
    ...changes,
  };
}
