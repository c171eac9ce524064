import { isUtf8 } from 'node:buffer';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { takesFile } from './file-bodies';
import { problem, type Problem } from './problem';

/** Forms and lists; scans have a limit of their own. */
export const JSON_LIMIT = 256 * 1024;
/** 1 MiB and a little: an image that is just too large is told so by name, not cut off. */
export const BINARY_LIMIT = 1024 * 1024 + 64 * 1024;
const DEEPEST = 32;

const JSON_TYPES = ['application/json', 'application/merge-patch+json'];
/** An image that is none of ours is refused by its content, with the reason, and not by its label. */
const IMAGE_TYPES = /^image\//;
const BINARY_TYPES = ['application/pdf', 'application/octet-stream', 'application/ocsp-request'];

/**
 * JSON in UTF-8 of bounded depth and without `__proto__`, and scans as the bytes they are, where a route takes such. What is
 * larger than allowed is refused while it arrives and not kept.
 */
export function installBodyParsers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser<Buffer>(
    JSON_TYPES,
    { parseAs: 'buffer', bodyLimit: JSON_LIMIT },
    (request, body, done) => {
      if (isCoded(request)) return done(codedBody(), undefined);
      if (body.length === 0) return done(null, undefined);
      if (!isUtf8(body)) return done(brokenJson(), undefined);
      const text = body.toString('utf8');
      if (depthOf(text) > DEEPEST) return done(tooDeep(), undefined);
      void parse(request, text, (error, value) => {
        if (error !== null) return done(isJson(text) ? forbiddenName() : brokenJson(), undefined);
        if (ESCAPED_SURROGATE.test(text) && hasLoneSurrogate(value)) return done(brokenJson(), undefined);
        done(null, value);
      });
    },
  );
  const asItIs = (request: FastifyRequest, body: Buffer, done: (error: Error | null, body?: unknown) => void): void => {
    if (!takesFile(request)) return done(new UnsupportedMediaTypeException());
    if (isCoded(request)) return done(codedBody());
    done(null, body);
  };
  for (const types of [IMAGE_TYPES, BINARY_TYPES])
    server.addContentTypeParser<Buffer>(types, { parseAs: 'buffer', bodyLimit: BINARY_LIMIT }, asItIs);
}

const isCoded = ({ headers }: FastifyRequest): boolean => (headers['content-encoding'] ?? 'identity') !== 'identity';

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

/** Fastify's parser does not say why it refused; what is JSON all the same has a forbidden name in it. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Half a character, which JSON can spell (RFC 8259 §8.2) and no store can keep. */
function hasLoneSurrogate(value: unknown): boolean {
  if (typeof value === 'string') return LONE_SURROGATE.test(value);
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([name, inner]) => LONE_SURROGATE.test(name) || hasLoneSurrogate(inner));
}

/** RFC 9110 §15.5.16 has the codings that are taken told in the answer. */
export const codedBody = (): Problem =>
  problem({
    status: 415,
    code: 'ContentCodingNotSupported',
    zh: '不接受压缩的内容，请去掉 Content-Encoding，直接发送原内容。',
    en: 'A compressed body is not taken here. Send it as it is, without Content-Encoding.',
    headers: { 'accept-encoding': 'identity' },
  });
export const brokenJson = (): Problem =>
  problem({
    status: 400,
    code: 'BrokenJson',
    zh: '请求内容不是正确的 JSON（UTF-8），请检查。',
    en: 'The body is not proper JSON in UTF-8. Check it.',
  });
export const tooDeep = (): Problem =>
  problem({
    status: 400,
    code: 'JsonTooDeep',
    zh: 'JSON 嵌套过深，请按接口说明书写。',
    en: 'The JSON is nested too deeply. Write it as the API describes.',
  });
export const forbiddenName = (): Problem =>
  problem({
    status: 400,
    code: 'ForbiddenName',
    zh: 'JSON 中含有不允许的成员名（如 __proto__），请删除。',
    en: 'The JSON has a member of a forbidden name, such as __proto__. Leave it out.',
  });
