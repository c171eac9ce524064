import type { Mail } from '../notice/templates';

/** A message as `rfc5322Message` writes it, taken apart again. */
export interface ReadMessage extends Mail {
  readonly from: string;
  readonly to: string;
  readonly messageId: string;
  readonly date: string;
}

/**
 * Reads what this service has written and nothing else: unfolded headers, words encoded as RFC 2047 says, two parts in
 * base64. A part or header that is not there reads as an empty text.
 */
export function readMessage(bytes: Buffer): ReadMessage {
  const { headers, body } = split(bytes.toString('latin1'));
  const header = (name: string): string => decodeWords(headers.get(name) ?? '');
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1];
  const parts = boundary === undefined ? [] : body.split(`--${boundary}`).map((part) => split(part.trimStart()));
  const part = (type: string): string => {
    const found = parts.find((each) => each.headers.get('content-type')?.startsWith(type));
    return Buffer.from(found?.body ?? '', 'base64').toString('utf8');
  };
  return {
    ...{ from: header('from'), to: header('to'), messageId: header('message-id'), date: header('date') },
    ...{ subject: header('subject'), text: part('text/plain'), html: part('text/html') },
  };
}

function split(message: string): { headers: ReadonlyMap<string, string>; body: string } {
  const end = message.indexOf('\r\n\r\n');
  const head = end < 0 ? message : message.slice(0, end);
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { headers: new Map(headers), body: end < 0 ? '' : message.slice(end + 4) };
}

/** White space between two encoded words only keeps the lines short (RFC 2047 §6.2). */
const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_word, encoding: string, content: string) =>
      (encoding.toLowerCase() === 'b' ? Buffer.from(content, 'base64') : fromQuoted(content)).toString('utf8'),
    );

const fromQuoted = (text: string): Buffer =>
  Buffer.from(
    text.replace(/_/g, ' ').replace(/=([0-9a-f]{2})/gi, (_code, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
