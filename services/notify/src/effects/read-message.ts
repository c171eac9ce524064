import type { Mail } from '../notice/templates';

/** A message as `rfc5322Message` writes it, taken apart again. */
export interface ReadMessage extends Mail {
  readonly from: string;
  readonly to: string;
  readonly messageId: string;
  readonly date: string;
}

/**
 * Reads what this service has written and nothing else: unfolded headers, words encoded as RFC 2047 says, two parts each
 * in an encoding of RFC 2045. A part or header that is not there reads as an empty text.
 */
export function readMessage(bytes: Buffer): ReadMessage {
  const { headers, body } = split(bytes.toString('latin1'));
  const header = (name: string): string => decodeWords(headers.get(name) ?? '');
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1];
  const parts = boundary === undefined ? [] : body.split(`--${boundary}`).map((part) => split(part.trimStart()));
  const part = (type: string): string => {
    const found = parts.find((each) => each.headers.get('content-type')?.startsWith(type));
    return found === undefined ? '' : decodePart(found);
  };
  return {
    ...{ from: header('from'), to: header('to'), messageId: header('message-id'), date: header('date') },
    ...{ subject: header('subject'), text: part('text/plain'), html: part('text/html') },
  };
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** The line end before the boundary belongs to the boundary (RFC 2046 §5.1.1). */
function decodePart({ headers, body }: Part): string {
  const content = body.replace(/\r\n$/, '');
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(content, 'base64').toString('utf8');
  const bytes =
    encoding === 'quoted-printable' ? fromQuoted(content.replace(/=\r\n/g, '')) : Buffer.from(content, 'latin1');
  return bytes.toString('utf8').replace(/\r\n/g, '\n');
}

function split(message: string): Part {
  const end = message.indexOf('\r\n\r\n');
  const head = end < 0 ? message : message.slice(0, end);
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { headers: new Map(headers), body: end < 0 ? '' : message.slice(end + 4) };
}

/** White space between two encoded words only keeps the lines short, and `_` stands for a blank (RFC 2047 §4.2, §6.2). */
const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_word, encoding: string, content: string) =>
      (encoding.toLowerCase() === 'b'
        ? Buffer.from(content, 'base64')
        : fromQuoted(content.replace(/_/g, ' '))
      ).toString('utf8'),
    );

const fromQuoted = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([0-9a-f]{2})/gi, (_code, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
