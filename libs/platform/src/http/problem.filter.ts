import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { KeyErased, KeyMissing } from '@ekey/personal-data';
import { BrokenRecord, WrongExpectedRevision } from '@ekey/event-store';
import { BadQuery, BrokenDocument, ViewBehind } from '@ekey/views';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { logger } from '../operation/logging';
import { problem, Problem, type ProblemContent } from './problem';

/** The one place where an error becomes an answer (RFC 9457). What is not known as a refusal leaves no detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), error);
  }
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  const content = contentOf(error);
  if (content.status >= 500) logger().error({ code: content.code, error: describe(error) }, 'request failed');
  if (reply.sent) return;
  if (content.retryAfterSeconds !== undefined) void reply.header('retry-after', String(content.retryAfterSeconds));
  if (content.status === 401) void reply.header('www-authenticate', 'Bearer');
  void reply
    .status(content.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', prefersEnglish(request) ? 'en' : 'zh-CN')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(documentOf(content, prefersEnglish(request), request.id)));
}

/** The document: `title` and `detail` in the language asked for, `messages` in both. */
function documentOf(content: ProblemContent, english: boolean, instance: string): object {
  const { status, code, zh, en, errors, members } = content;
  return {
    ...members,
    type: `urn:ekey:problem:${code}`,
    title: english ? en : zh,
    status,
    code,
    instance: `urn:uuid:${instance}`,
    messages: { 'zh-CN': zh, en },
    ...(errors === undefined
      ? {}
      : {
          errors: errors.map(({ field, code: fieldCode, zh: zhField, en: enField }) => ({
            field,
            code: fieldCode,
            detail: english ? enField : zhField,
            messages: { 'zh-CN': zhField, en: enField },
          })),
        }),
  };
}

/** The first language of `Accept-Language` that we speak; Chinese where none is asked for. */
function prefersEnglish(request: FastifyRequest): boolean {
  const wanted = String(request.headers['accept-language'] ?? '').toLowerCase();
  const ranked = wanted
    .slice(0, 200)
    .split(',')
    .map((part, index) => ({
      tag: part.split(';')[0]?.trim() ?? '',
      weight: Number(/q=([\d.]+)/.exec(part)?.[1] ?? 1),
      index,
    }))
    .filter(({ tag, weight }) => weight > 0 && (tag.startsWith('en') || tag.startsWith('zh')))
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  return ranked[0]?.tag.startsWith('en') ?? false;
}

const BY_STATUS: Readonly<Record<number, Omit<ProblemContent, 'status'>>> = {
  400: {
    code: 'InvalidRequest',
    zh: '请求格式不正确，请按接口说明修改。',
    en: 'The request cannot be read. Write it as the API describes.',
  },
  404: { code: 'NotFound', zh: '没有这个地址，请核对。', en: 'There is no such address. Check it.' },
  405: { code: 'MethodNotAllowed', zh: '此地址不支持该方法。', en: 'This address does not know that method.' },
  408: {
    code: 'RequestTimeout',
    zh: '请求传输超时，请重试。',
    en: 'The request took too long to arrive. Send it again.',
  },
  413: {
    code: 'BodyTooLarge',
    zh: '内容超过大小限制，请压缩后重试。',
    en: 'The body is larger than allowed. Make it smaller.',
  },
  415: {
    code: 'MediaTypeNotSupported',
    zh: '不支持该内容类型，请按接口说明设置 Content-Type。',
    en: 'This media type is not taken here. Set Content-Type as the API describes.',
  },
  429: {
    code: 'TooManyRequests',
    zh: '请求过于频繁，请稍后再试。',
    en: 'Too many requests. Wait a little.',
    retryAfterSeconds: 60,
  },
};
const INTERNAL: ProblemContent = {
  status: 500,
  code: 'InternalError',
  zh: '系统内部错误，请稍后重试；如仍不成功，请将编号告知客服。',
  en: 'Something went wrong inside. Try again; if it stays so, tell support the instance number.',
};
const UNAVAILABLE = { status: 503, retryAfterSeconds: 5 } as const;

function contentOf(error: unknown): ProblemContent {
  if (error instanceof Problem) return error.content;
  if (error instanceof ViewBehind)
    return {
      ...UNAVAILABLE,
      code: 'ViewBehind',
      zh: '查询尚未更新到所要求的版本，请稍后重试。',
      en: 'The view has not caught up yet. Ask again in a moment.',
    };
  if (error instanceof BadQuery)
    return {
      status: 400,
      code: 'InvalidQuery',
      zh: '查询参数不正确，请从第一页重新查询。',
      en: 'The query does not fit. Begin again with the first page.',
    };
  if (error instanceof WrongExpectedRevision)
    return {
      status: 409,
      code: 'Conflict',
      zh: '他人正在同时操作，请重试。',
      en: 'Somebody else changed it at the same moment. Try again.',
    };
  if (error instanceof KeyErased)
    return {
      status: 410,
      code: 'PersonalDataErased',
      zh: '该案卷的个人信息已依法删除，不能再办理。',
      en: 'The personal data of this case were erased; nothing more can be done in it.',
    };
  if (error instanceof KeyMissing)
    return {
      ...UNAVAILABLE,
      code: 'KeyMissing',
      zh: '案卷密钥暂不可用，内容未变，请通知运维。',
      en: 'The key of this case cannot be found. Nothing was changed. Tell the operator.',
    };
  if (error instanceof BrokenRecord || error instanceof BrokenDocument)
    return {
      ...UNAVAILABLE,
      code: 'RecordBroken',
      zh: '该案卷有一条记录损坏，已停止办理，请通知运维。',
      en: 'A record of this case is broken, so the case stands still. Tell the operator.',
    };
  if (isDiskFault(error))
    return {
      ...UNAVAILABLE,
      code: 'StorageUnavailable',
      zh: '存储暂不可写，本次操作未执行，请稍后重试。',
      en: 'The store cannot be written now. Nothing was done. Try again later.',
    };
  const status =
    error instanceof HttpException ? error.getStatus() : Number((error as { statusCode?: unknown }).statusCode);
  const known = BY_STATUS[status];
  return known === undefined ? INTERNAL : { status, ...known };
}

/** SQLITE_IOERR (10), SQLITE_FULL (13), SQLITE_CANTOPEN (14), SQLITE_READONLY (8) with their extended codes, and the file system's own. */
function isDiskFault(error: unknown): boolean {
  const { code, errcode } = (error ?? {}) as { code?: unknown; errcode?: unknown };
  if (typeof errcode === 'number') return [8, 10, 13, 14].includes(errcode & 0xff);
  return (
    code === 'ENOSPC' ||
    code === 'EDQUOT' ||
    code === 'EROFS' ||
    code === 'EIO' ||
    /disk is full|disk I\/O/i.test(String((error as Error)?.message))
  );
}

/** What may be said of an error in a log: its kind, its message and where; never what the request held. */
const describe = (error: unknown): object =>
  error instanceof Error
    ? { name: error.name, message: error.message.slice(0, 300), stack: error.stack?.split('\n').slice(1, 8) }
    : { name: typeof error };

/** What the rate limit answers with. */
export const tooManyRequests = (seconds: number): Problem => {
  const content = BY_STATUS[429] as Omit<ProblemContent, 'status'>;
  return problem({ status: 429, ...content, retryAfterSeconds: seconds });
};
