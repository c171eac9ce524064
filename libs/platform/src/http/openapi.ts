import type { DynamicModule, INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Rights } from '../security/rights';
import type { ServiceDefinition } from '../services/service-definition';
import { CSRF_COOKIE, CSRF_HEADER, SESSION_COOKIE } from '../security/session-cookies';
import { jsonSchemaOf } from './json-schema';
import { completed } from './openapi-completion';

interface DescribedService extends Pick<ServiceDefinition, 'name' | 'problemMembers' | 'problems'> {
  readonly module: DynamicModule;
}

/** One OpenAPI 3.1 document a service at `/api/<service>/openapi.json`, and a page to browse it at `/api/<service>/docs`. */
export function serveOpenApi(app: INestApplication, services: readonly DescribedService[], rights: Rights): void {
  for (const { name, module, ...refusals } of services)
    SwaggerModule.setup(`api/${name}/docs`, app, () => completed(described(app, name, module), rights, refusals), {
      jsonDocumentUrl: `api/${name}/openapi.json`,
      yamlDocumentUrl: `api/${name}/openapi.yaml`,
      customSiteTitle: `ekey ${name}`,
      // Nothing is told to a validator outside; a token once given stays while the page is open.
      swaggerOptions: { validatorUrl: null, persistAuthorization: false, displayRequestDuration: true },
    });
}

/** What Nest knows of the routes: addresses, parameters, bodies. */
function described(app: INestApplication, name: string, module: DynamicModule) {
  const outline = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`ekey ${name}`)
    .setDescription(
      [
        'Refusals are problem documents (RFC 9457) with a stable code, in Chinese and English; the schema `Problem` lists the codes.',
        'Answers may grow: leave aside what you do not know. Every answer names in `X-Correlation-Id` what it belongs to.',
      ].join(' '),
    )
    .setVersion('1')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'A machine names in `X-Operator` the person for whom it acts, one of those registered with it.',
    })
    .addCookieAuth(SESSION_COOKIE, {
      type: 'apiKey',
      in: 'cookie',
      description: `For browsers. A write repeats the cookie ${CSRF_COOKIE} in the header ${CSRF_HEADER}.`,
    })
    .build();
  return SwaggerModule.createDocument(app, outline, {
    include: [module.module],
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}`,
    standardSchemaConverter: (schema, { schemaType }) => jsonSchemaOf(schema as z.ZodType, schemaType),
  });
}
