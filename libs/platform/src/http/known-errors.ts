import { HttpException } from '@nestjs/common';
import { DocumentBroken, DocumentMissing } from '@ekey/documents';
import { BrokenRecord, WrongExpectedRevision } from '@ekey/event-store';
import { Unavailable } from '@ekey/kernel';
import { KeyErased, KeyMissing, SealBroken } from '@ekey/personal-data';
import { BadQuery, BrokenDocument, ViewBehind } from '@ekey/views';
import { isDiskFault } from './disk-fault';
import { Problem, type ProblemContent } from './problem';

type Told = Omit<ProblemContent, 'status'>;
const UNAVAILABLE = { status: 503, retryAfterSeconds: 5 } as const;

/** What the framework refuses by itself, by the status it gives. */
const BY_STATUS: Readonly<Record<number, Told>> = {
  400: {
    code: 'InvalidRequest',
    zh: '请求格式不正确，请按接口说明修改。',
    en: 'The request cannot be read. Write it as the API describes.',
  },
  404: { code: 'NotFound', zh: '没有这个地址，请核对。', en: 'There is no such address. Check it.' },
  408: {
    code: 'RequestTimeout',
    zh: '请求传输超时，请重试。',
    en: 'The request took too long to arrive. Send it again.',
  },
  412: {
    code: 'PreconditionFailed',
    zh: '内容与请求头中的条件不符，请重新获取。',
    en: 'It is not as the condition in the headers wants it. Get it anew.',
  },
  413: {
    code: 'BodyTooLarge',
    zh: '内容超过大小限制（图片等文件1 MB，其他256 KB），请压缩后重试。',
    en: 'The body is larger than allowed: a file 1 MiB, anything else 256 KiB. Make it smaller.',
  },
  414: {
    code: 'AddressTooLong',
    zh: '地址过长，请核对编号。',
    en: 'The address is too long. Check the number in it.',
  },
  415: {
    code: 'MediaTypeNotSupported',
    zh: '不支持该内容类型，请按接口说明设置 Content-Type。',
    en: 'This media type is not taken here. Set Content-Type as the API describes.',
  },
  416: {
    code: 'RangeNotSatisfiable',
    zh: '请求的字节范围不存在，请去掉 Range 请求头。',
    en: 'There are no such bytes in it. Ask without the header Range.',
  },
  417: {
    code: 'ExpectationFailed',
    zh: '不支持 Expect 请求头中的要求，请去掉该请求头后重试。',
    en: 'What the header Expect asks for is not known here. Send the request without it.',
  },
  431: {
    code: 'HeadersTooLarge',
    zh: '请求头（含地址）过大，请减少或缩短后重试。',
    en: 'The headers, the address among them, are larger than allowed. Send fewer, or a shorter one.',
  },
};
/** The framework forbids by itself only paths that leave the folder of a page: nothing is there. */
const FORBIDDEN_PATH = 403;
const INTERNAL: ProblemContent = {
  status: 500,
  code: 'InternalError',
  zh: '系统内部错误，请稍后重试；如仍不成功，请将编号告知客服。',
  en: 'Something went wrong inside. Try again; if it stays so, tell support the instance number.',
};

/**
 * What the stores throw, each with the answer that it means. None of them has changed anything, but perhaps `Unavailable`: what
 * was written may have arrived where its answer did not.
 */
const BY_CLASS: readonly (readonly [abstract new (...args: never[]) => Error, ProblemContent])[] = [
  [
    ViewBehind,
    {
      ...UNAVAILABLE,
      code: 'ViewBehind',
      meant: 'behind',
      zh: '查询尚未更新到所要求的版本，请稍后重试。',
      en: 'The view has not caught up yet. Ask again in a moment.',
    },
  ],
  [
    Unavailable,
    {
      ...UNAVAILABLE,
      code: 'TemporarilyUnavailable',
      zh: '后台服务暂时无法连接，请稍后重试；重试时请使用同一 Idempotency-Key。',
      en: 'A server behind this one cannot be reached now. Try again in a moment, with the same Idempotency-Key.',
    },
  ],
  [
    BadQuery,
    {
      status: 400,
      code: 'InvalidQuery',
      zh: '查询参数不正确：翻页请从第一页重新开始，atLeast 请写本查询所依据的服务。',
      en: 'The query does not fit. Page anew from the first page; in atLeast name a service that this answer hears of.',
    },
  ],
  [
    WrongExpectedRevision,
    {
      status: 409,
      code: 'Conflict',
      zh: '他人正在同时操作，请重试。',
      en: 'Somebody else changed it at the same moment. Try again.',
    },
  ],
  [
    KeyErased,
    {
      status: 410,
      code: 'PersonalDataErased',
      zh: '该案卷的个人信息已依法删除，不能再办理。',
      en: 'The personal data of this case were erased; nothing more can be done in it.',
    },
  ],
  [
    KeyMissing,
    {
      ...UNAVAILABLE,
      code: 'KeyMissing',
      zh: '案卷密钥暂不可用，内容未变，请通知运维。',
      en: 'The key of this case cannot be found. Nothing was changed. Tell the operator.',
    },
  ],
  ...[BrokenRecord, BrokenDocument, SealBroken, DocumentBroken, DocumentMissing].map(
    (type) =>
      [
        type as abstract new (...args: never[]) => Error,
        {
          ...UNAVAILABLE,
          code: 'RecordBroken',
          zh: '该案卷有一条记录损坏，已停止办理，请通知运维。',
          en: 'A record of this case is broken, so the case stands still. Tell the operator.',
        },
      ] as const,
  ),
];

const STORAGE_UNAVAILABLE: ProblemContent = {
  ...UNAVAILABLE,
  code: 'StorageUnavailable',
  zh: '存储暂不可写，本次操作未执行，请稍后重试。',
  en: 'The store cannot be written now. Nothing was done. Try again later.',
};

/** Everything that an error which is no `Problem` may say. */
export const knownErrors: readonly ProblemContent[] = [
  ...Object.entries(BY_STATUS).map(([status, told]) => ({ status: Number(status), ...told })),
  ...BY_CLASS.map(([, content]) => content),
  ...[STORAGE_UNAVAILABLE, INTERNAL],
];

/** @returns what an error says to the caller; a bare 500 for what nobody foresaw. */
export function contentOf(error: unknown): ProblemContent {
  if (error instanceof Problem) return error.content;
  const known = BY_CLASS.find(([type]) => error instanceof type)?.[1];
  if (known !== undefined) return known;
  if (isDiskFault(error)) return STORAGE_UNAVAILABLE;
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  return contentOfStatus(status === FORBIDDEN_PATH ? 404 : status) ?? INTERNAL;
}

/** @returns what a status of the framework or of Node says to the caller. */
export function contentOfStatus(status: number): ProblemContent | undefined {
  const told = BY_STATUS[status];
  return told === undefined ? undefined : { status, ...told };
}

const statusOf = (error: unknown): number => Number((error as { statusCode?: unknown } | null)?.statusCode);
