import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { describeHeaders } from './openapi-headers.js';
import { VERSION } from './common/version.js';

/** Describes the API, as OpenAPI 3.1. */
export function buildApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('picostack')
    .setDescription(
      'Virtual machines on one host. Errors are RFC 9457 problems with a stable `code`. Long work answers 202 with an ' +
        'operation; `Prefer: wait=30` waits for its end. `{id}` in a path also takes the name.',
    )
    .setVersion(VERSION)
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'pstk_...',
      description: 'A token: `npx picostk token create NAME`.',
    })
    .addCookieAuth('picostack_session', {
      type: 'apiKey',
      in: 'cookie',
      description: 'Signed in on the page.',
    })
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('cookie')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    // instances.controller.ts `create` -> createInstance would need a plural table: the pair is clear enough.
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}_${method}`,
  });
  describeHeaders(document);
  return document;
}

/** Serves the document at /api/openapi.json, and readable at /api/docs. Both are open: they hold no secret. */
export function serveApiDocument(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => buildApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'picostack API',
  });
}
