import { applyDecorators, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { ETAG_HEADER } from './openapi-components';
import type { Stored } from './stored';

/** A value as whoever is given it may use it: nothing in it is written to. */
type Given<Value> = Value extends (...args: never[]) => unknown
  ? Value
  : Value extends object
    ? { readonly [Key in keyof Value]: Given<Value[Key]> }
    : Value;
type Told<Schema extends z.ZodType> = Given<z.output<Schema>>;

/** Stands beside a route whose method gives this result; the compiler refuses it beside any other. */
type Beside<Result> = <Method extends (...given: never[]) => Result | Promise<Result>>(
  controller: object,
  name: string | symbol,
  route: TypedPropertyDescriptor<Method>,
) => void;

/** What a route does for its caller, in one line of either language, for the readers of the API. */
export const Does = (zh: string, en: string): MethodDecorator => ApiOperation({ summary: `${zh} · ${en}` });

/**
 * What a route answers, for the readers of the API: JSON of this shape. Read when the document is made and by the compiler,
 * never while requests are answered.
 * @param description where the status alone does not say when
 */
export const Answers = <Schema extends z.ZodType>(
  status: number,
  schema: Schema,
  description?: string,
): Beside<Told<Schema>> => ApiResponse({ status, standardSchema: schema, ...said(description) });

/** As `Answers`, with the revision of what was read or written as its ETag; without a schema: that it is stored, and no more. */
export function AnswersStored(status: 204): Beside<Stored<undefined>>;
export function AnswersStored<Schema extends z.ZodType>(
  status: number,
  schema: Schema,
  description?: string,
): Beside<Stored<Told<Schema>>>;
export function AnswersStored(status: number, schema?: z.ZodType, description?: string): MethodDecorator {
  const body = schema === undefined ? {} : { standardSchema: schema };
  return ApiResponse({ status, headers: ETAG_HEADER, ...body, ...said(description) });
}

/** The status is all there is to say. */
export const AnswersNothing = (status: 202 | 204, description?: string): Beside<void> =>
  ApiResponse({ status, ...said(description) });

/** A body that is not JSON, in one of these media types. */
export const AnswersFile = (...types: readonly [string, ...string[]]): Beside<StreamableFile | Buffer | string> =>
  ApiResponse({ status: 200, content: filesOf(types) });

/** The same, of which editions follow each other; nothing for who has the newest (`namesKnownEdition`). */
export const AnswersEditions = (...types: readonly [string, ...string[]]): Beside<StreamableFile | undefined> =>
  applyDecorators(
    ApiResponse({ status: 200, headers: ETAG_HEADER, content: filesOf(types) }),
    ApiResponse({ status: 304, headers: ETAG_HEADER, description: 'What `If-None-Match` names is still the newest.' }),
  ) as Beside<StreamableFile | undefined>;

/** JSON lines: each line is one of this shape. */
export const AnswersLines = (line: z.ZodType): Beside<string> =>
  applyDecorators(
    ApiProduces('application/x-ndjson'),
    ApiResponse({ status: 200, standardSchema: line, description: 'JSON lines: one object of this shape a line.' }),
  ) as Beside<string>;

const filesOf = (types: readonly string[]) =>
  Object.fromEntries(types.map((type) => [type, { schema: contentOf(type) }]));
const contentOf = (type: string) =>
  isText(type) ? { type: 'string' as const } : { type: 'string' as const, format: 'binary' };
const isText = (type: string): boolean => type.startsWith('text/') || type.endsWith('-pem-file');

const said = (description: string | undefined) => (description === undefined ? {} : { description });
