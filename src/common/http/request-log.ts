import type { Request, RequestHandler } from 'express';
import type { Logger as Pino } from 'pino';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pinoHttp } from 'pino-http';
import { shortText } from '../text.js';

const MAX_SHOWN_PATH = 200;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Log each request when its response ends: changes and failures of the server as such, reads only at the level `debug`.
 * Headers, bodies and the query are left out: they can have secrets.
 */
export function requestLog(pino: Pino): RequestHandler {
  return pinoHttp({
    logger: pino,
    genReqId: (_, response) => String(response.getHeader('X-Request-Id') ?? ''),
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'requestId', responseTime: 'durationMs' },
    customLogLevel: (request, response, error) => {
      // 503: the server is not ready, which it logs once itself.
      if (error || (response.statusCode >= 500 && response.statusCode !== 503)) return 'error';
      return SAFE.has(request.method ?? '') ? 'debug' : 'info';
    },
    serializers: {
      req: () => undefined,
      res: () => undefined,
      err: () => undefined,
    },
    // Not customProps, which pino-http adds twice: before and after the request.
    customSuccessObject: (request, response, values: object) => ({
      ...values,
      ...fieldsOf(request, response),
    }),
    customErrorObject: (request, response, _, values: object) => ({
      ...values,
      ...fieldsOf(request, response),
    }),
    customSuccessMessage: (request, response, durationMs) =>
      `${request.method} ${pathOf(request)} ${response.statusCode} in ${Math.round(durationMs)} ms`,
    customErrorMessage: (request, response) =>
      `${request.method} ${pathOf(request)} ${response.statusCode}`,
  });
}

function fieldsOf(request: IncomingMessage, response: ServerResponse): object {
  return {
    context: 'Http',
    method: request.method,
    path: pathOf(request),
    status: response.statusCode,
    actor: actorOf(request),
  };
}

/** The path without the query, as text of one line: pino writes it as JSON, and text removes control characters. */
function pathOf(request: object): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Express adds this field to each request
  const { originalUrl = '' } = request as Partial<Request>;
  return shortText(originalUrl.split(/[?#]/)[0] ?? '', MAX_SHOWN_PATH);
}

/** The guard stores who sent the request. */
function actorOf(request: object): string | undefined {
  const actor: unknown = Object(request)['actor'];
  return typeof actor === 'object' && actor !== null && 'name' in actor
    ? String(actor.name)
    : undefined;
}
