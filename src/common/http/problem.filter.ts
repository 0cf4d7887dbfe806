import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { STATUS_CODES } from 'node:http';
import { PicostackError } from '../errors.js';
import { safeJson } from '../text.js';
import { boundProblem } from './bound-problem.js';
import { endEarly } from './early-response.js';
import { statusOf } from './status.js';

/** Converts all errors to responses: RFC 9457 `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const request = http.getRequest<Request>();
    const requestId = String(response.getHeader('X-Request-Id') ?? '');
    const answer = problemOf(error);
    if (answer.status >= 500 && !(error instanceof PicostackError)) {
      this.logger.error(`${request.method} ${request.path} (${requestId})`, error);
    }
    // A response that has started cannot become a problem: abort it, so that nobody treats it as complete.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (typeof answer['retryAfterSeconds'] === 'number') {
      response.setHeader('Retry-After', answer['retryAfterSeconds']);
    }
    if (answer.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="picostack"');
    // Without it, caches may store a 404 or a 410 by their own rules.
    response.setHeader('Cache-Control', 'no-store');
    response.status(answer.status).type('application/problem+json');
    endEarly(request, response, safeJson({ ...answer, requestId }));
  }
}

/** The response for an error, without the request id. */
export function problemOf(error: unknown): { status: number; [key: string]: unknown } {
  if (error instanceof PicostackError) {
    return problem(statusOf(error), error.message, error.code, error.details);
  }
  if (error instanceof HttpException) return fromHttpException(error);
  if (isBodyParserError(error)) {
    return problem(error.status, `The request body was refused: ${error.message}`, 'invalidBody');
  }
  return problem(
    500,
    'The server failed on this request. Its log has the cause under the requestId.',
    'internalError',
  );
}

function problem(status: number, detail: string, code: string, details: object = {}) {
  return {
    // First, so that details do not replace a member of the standard.
    ...boundProblem({ ...details, detail }),
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
  };
}

function fromHttpException(error: HttpException) {
  const status = error.getStatus();
  const code = status === 404 ? 'routeNotFound' : status < 500 ? 'invalidRequest' : 'internalError';
  return problem(status, error.message, code);
}

/** Express's body parser throws plain errors with a status and a type. */
function isBodyParserError(error: unknown): error is Error & { status: number } {
  return (
    error instanceof Error &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status >= 400 &&
    error.status < 500
  );
}
