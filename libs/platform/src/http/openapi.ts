import type { DynamicModule, INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { CSRF_HEADER, SESSION_COOKIE } from '../security/session-cookies';

/** One OpenAPI 3.1 document a service at `/api/<service>/openapi.json`, and a page to browse it at `/api/<service>/docs`. */
export function serveOpenApi(
  app: INestApplication,
  services: readonly { name: string; module: DynamicModule }[],
): void {
  for (const { name, module } of services) {
    const outline = new DocumentBuilder()
      .setOpenAPIVersion('3.1.0')
      .setTitle(`ekey ${name}`)
      .setVersion('1')
      .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
      .addCookieAuth(SESSION_COOKIE, {
        type: 'apiKey',
        in: 'cookie',
        description: `Writes repeat the CSRF cookie in ${CSRF_HEADER}.`,
      })
      .addGlobalParameters(
        { name: 'Accept-Language', in: 'header', required: false, schema: { type: 'string', enum: ['zh-CN', 'en'] } },
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          schema: { type: 'string', minLength: 16, maxLength: 200 },
        },
      )
      .build();
    SwaggerModule.setup(`api/${name}/docs`, app, () => documentOf(app, outline, module), {
      jsonDocumentUrl: `api/${name}/openapi.json`,
      yamlDocumentUrl: `api/${name}/openapi.yaml`,
      customSiteTitle: `ekey ${name}`,
    });
  }
}

const documentOf = (app: INestApplication, outline: ReturnType<DocumentBuilder['build']>, module: DynamicModule) =>
  SwaggerModule.createDocument(app, outline, {
    include: [module.module],
    standardSchemaConverter: ((schema: unknown) => jsonSchemaOf(schema)) as never,
  });

/** What a body may hold, as JSON Schema; checks that JSON Schema cannot say are left to the problem documents. */
const jsonSchemaOf = (schema: unknown): object => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' });
  return rest;
};
