/** The same PKCS#10 request (PEM) with its last byte, the end of the signature, turned over. */
export function forged(pem: string): string {
  const der = Buffer.from(pem.replace(/-----.*?-----|\s/g, ''), 'base64');
  der.writeUInt8(der.readUInt8(der.length - 1) ^ 1, der.length - 1);
  return `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
}
