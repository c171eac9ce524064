import type { IncomingMessage } from 'node:http';

export interface Content {
  /** `null` for more of them than anything of ours has. */
  readonly bytes: Buffer | null;
  /** Changes with every write. */
  readonly etag: string;
}

/** Some thirty times a page of a document: what is larger was not put here by us, and would fill the memory. */
const MOST_BYTES = 32 * 1024 * 1024;

export async function contentOf(response: IncomingMessage): Promise<Content> {
  const etag = response.headers.etag ?? '';
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_BYTES) return { bytes: null, etag };
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks, length), etag };
}

/**
 * The marker of a page comes escaped as a form would be, and the client hands it on as it came; the signature is over what
 * RFC 3986 escapes, and the server would take the next page for asked by a forger.
 */
export const escaped = (marker = ''): string =>
  encodeURIComponent(decodeURIComponent(marker.replaceAll('+', ' '))).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
