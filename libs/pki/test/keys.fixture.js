'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
exports.spkiOf = void 0;
exports.rsaPair = rsaPair;
const node_crypto_1 = require('node:crypto');
const pairs = new Map();
/** A pair under a name, made when it is first asked for: RSA keys are too slow to make one for each test. */
function rsaPair(name, modulusLength = 2048, publicExponent = 65537) {
  const known = pairs.get(name) ?? (0, node_crypto_1.generateKeyPairSync)('rsa', { modulusLength, publicExponent });
  pairs.set(name, known);
  return known;
}
const spkiOf = (pair) => pair.publicKey.export({ type: 'spki', format: 'der' });
exports.spkiOf = spkiOf;
