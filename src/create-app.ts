import { NotFoundException, RequestMethod } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import type { Server } from 'node:http';
import { AppModule } from './app.module.js';
import { compressed } from './common/http/compressed.js';
import { httpAdapter } from './common/http/http-adapter.js';
import { overrideMethod } from './common/http/method-override.js';
import { requestLog } from './common/http/request-log.js';
import { ProblemFilter } from './common/http/problem.filter.js';
import { Logger } from './common/logger.js';
import { shortText } from './common/text.js';
import { validationPipe } from './common/http/validation.js';
import type { Settings } from './config/settings.js';
import { serveApiDocument } from './openapi-document.js';
import { servePage } from './page.js';

/** Only the body of an image upload is not JSON, and only it may take long. */
const IMAGE_CONTENT_PATH = /^\/api\/v1\/images\/[^/]+\/(?:content|upload)$/;
const BODY_TIMEOUT_MS = 30_000;

/**
 * Build the server, ready to listen.
 * @param server a server that listens already; by default a new one for `listen`
 */
export async function createApp(
  settings: Settings,
  server?: Server,
  logger: Logger = Logger.of(settings),
): Promise<NestExpressApplication> {
  const adapter = httpAdapter(settings);
  if (server) adapter.initHttpServer = () => adapter.setHttpServer(server);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings), adapter, {
    bodyParser: false,
    logger,
    abortOnError: false,
  });
  app.use(requestLog(logger.pino));
  app.use(
    helmet({
      contentSecurityPolicy: { directives: contentSecurity() },
      strictTransportSecurity: false,
    }),
  );
  app.use(compressed());
  app.use(limitBodyTime);
  app.use(overrideMethod);
  app.setGlobalPrefix('api/v1', {
    exclude: [
      { path: 'healthz', method: RequestMethod.GET },
      { path: 'readyz', method: RequestMethod.GET },
      { path: 'metrics', method: RequestMethod.GET },
    ],
  });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  serveApiDocument(app, settings.basePath);
  servePage(app, settings.basePath);
  app.use(refuseUnknownPaths);
  // An upload may take long; its own limits are on its speed.
  app.getHttpServer().requestTimeout = 0;
  return app;
}

/** Answer paths that neither the API nor the page has with a problem instead of Express's page. */
function refuseUnknownPaths(request: Request, _: Response, next: NextFunction): void {
  if (/^\/(?:api\/v1\/|healthz$|readyz$|metrics$)/.test(request.path)) return next();
  next(new NotFoundException(`Cannot ${request.method} ${shortText(request.path, 200)}`));
}

/** End requests whose body arrives too slowly. */
function limitBodyTime(request: Request, _: Response, next: NextFunction): void {
  if (!IMAGE_CONTENT_PATH.test(request.path)) {
    const timer = setTimeout(() => request.destroy(), BODY_TIMEOUT_MS).unref();
    request.once('end', () => clearTimeout(timer));
    request.once('close', () => clearTimeout(timer));
    // A request without a body never ends for code that does not read it.
    if (!request.headers['content-length'] && !request.headers['transfer-encoding'])
      clearTimeout(timer);
  }
  next();
}

/** The Content-Security-Policy of the page: only its own files. */
function contentSecurity() {
  return {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    // PatternFly and the API documentation write style attributes.
    styleSrc: ["'self'", "'unsafe-inline'"],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: null,
  };
}
