/** PEM text of DER bytes under a label (RFC 7468 §3, lines of 64 characters). */
export function toPem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/**
 * The DER of every block with that label, in order. Text between blocks is passed over (RFC 7468 §2 allows explanatory text); a block whose
 * base64 is broken or whose end is missing gives `null` for the whole.
 */
export function fromPem(label: string, text: string): Buffer[] | null {
  const begin = `-----BEGIN ${label}-----`;
  const end = `-----END ${label}-----`;
  const blocks: Buffer[] = [];
  for (let at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at)) {
    const start = at + begin.length;
    const stop = text.indexOf(end, start);
    if (stop < 0) return null;
    const base64 = text.slice(start, stop).replace(/[ \t\r\n]/g, '');
    const der = Buffer.from(base64, 'base64');
    if (der.length === 0 || der.toString('base64') !== base64) return null;
    blocks.push(der);
    at = stop + end.length;
  }
  return blocks;
}
