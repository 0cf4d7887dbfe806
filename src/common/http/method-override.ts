import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { InvalidInputError } from '../errors.js';
import { shortText } from '../text.js';

const HEADER = 'x-http-method-override';
const METHODS: readonly string[] = ['PATCH', 'DELETE', 'HEAD'];
/** The only path with this header: that of tus, whose protocol demands it for clients that can only send GET and POST. */
const UPLOAD_PATH = /^\/api\/v1\/images\/[^/]+\/upload$/;

/** A request whose method may have been overridden. */
interface OverridableRequest extends IncomingMessage {
  /** The method that it was sent with, if another one was applied. */
  sentMethod?: string;
}

/** Apply `X-HTTP-Method-Override` of a POST about an upload. Another value is refused by {@link requireKnownOverride}. */
export function overrideMethod(
  request: Request & OverridableRequest,
  _: Response,
  next: NextFunction,
): void {
  const method = request.headers[HEADER];
  if (request.method === 'POST' && UPLOAD_PATH.test(request.path) && isKnown(method)) {
    request.sentMethod = request.method;
    request.method = method;
  }
  next();
}

/** Return the method of a request, and the one that it was sent with if that is another one: the checks of both apply. */
export function methodsOf({ method = '', sentMethod }: OverridableRequest): readonly string[] {
  return sentMethod === undefined ? [method] : [method, sentMethod];
}

/** Refuse a POST about an upload with another value of the header. @throws InvalidInputError */
export function requireKnownOverride({
  method,
  headers,
}: Pick<IncomingMessage, 'method' | 'headers'>): void {
  const wanted = headers[HEADER];
  if (method !== 'POST' || wanted === undefined) return;
  throw new InvalidInputError(
    `The header X-HTTP-Method-Override must be ${METHODS.join(', ')}, not ${shortText(JSON.stringify(wanted), 40)}. Leave it out to begin an upload.`,
    [],
    'methodOverrideNotSupported',
  );
}

function isKnown(method: string | string[] | undefined): method is string {
  return typeof method === 'string' && METHODS.includes(method);
}
