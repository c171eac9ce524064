import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problem } from './problem';

/** Forms and lists; scans have a limit of their own. */
const JSON_LIMIT = 256 * 1024;
/** 1 MiB and a little: an image that is just too large is told so by name, not cut off. */
const BINARY_LIMIT = 1024 * 1024 + 64 * 1024;
const DEEPEST = 32;

/**
 * JSON with bounded depth and without `__proto__`, and scans as the bytes they are. What is larger than allowed is refused
 * while it arrives and not kept.
 */
export function installBodyParsers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser<string>(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'string', bodyLimit: JSON_LIMIT },
    (request, body, done) => {
      if (body.trim() === '') return done(null, undefined);
      if (depthOf(body) > DEEPEST) return done(tooDeep(), undefined);
      void parse(request, body, (error, value) => (error ? done(brokenJson(), undefined) : done(null, value)));
    },
  );
  // Any other image is refused by its content, with the reason, and not by its label.
  const binary = [
    'image/jpeg',
    'image/png',
    'image/gif',
    'image/webp',
    'image/svg+xml',
    'image/bmp',
    'image/tiff',
    'application/pdf',
  ];
  server.addContentTypeParser<Buffer>(
    [...binary, 'application/octet-stream'],
    { parseAs: 'buffer', bodyLimit: BINARY_LIMIT },
    (_request: FastifyRequest, body: Buffer, done: (error: Error | null, body?: unknown) => void) => done(null, body),
  );
}

/** How deep brackets are nested outside strings; counted before anything is built. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charCodeAt(index);
    if (inString) {
      if (char === 0x5c) index += 1;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x7b || char === 0x5b) deepest = Math.max(deepest, (depth += 1));
    else if (char === 0x7d || char === 0x5d) depth -= 1;
  }
  return deepest;
}

const brokenJson = () =>
  problem({
    status: 400,
    code: 'BrokenJson',
    zh: '请求内容不是正确的 JSON，请检查。',
    en: 'The body is not proper JSON. Check it.',
  });
const tooDeep = () =>
  problem({
    status: 400,
    code: 'JsonTooDeep',
    zh: 'JSON 嵌套过深，请按接口说明书写。',
    en: 'The JSON is nested too deeply. Write it as the API describes.',
  });
