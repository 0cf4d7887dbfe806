import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { describeHeaders } from './openapi-headers.js';
import { VERSION } from './common/version.js';

/** Build the OpenAPI 3.1 document. Its paths are below `basePath`. */
export function buildApiDocument(app: INestApplication, basePath = ''): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('picostack')
    .setDescription(
      'Manage virtual machines on one host. Errors are RFC 9457 problems with a stable `code`. Requests that take long return 202 ' +
        'and an operation; `Prefer: wait=30` waits for its end. `{id}` in a path is an id or a name.',
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
      description: 'The session cookie of the page.',
    })
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('cookie');
  if (basePath !== '') builder.addServer(basePath);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    // Controller and method are unique enough, and need no table of plurals.
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}_${method}`,
  });
  describeHeaders(document);
  return document;
}

/** Serve the document at /api/openapi.json, and a readable page at /api/docs. Both are public: they contain no secrets. */
export function serveApiDocument(app: INestApplication, basePath: string): void {
  SwaggerModule.setup('api/docs', app, () => buildApiDocument(app, basePath), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'picostack API',
  });
}
