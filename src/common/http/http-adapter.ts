import { NotFoundException } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { randomUUID } from 'node:crypto';
import { useBasePath, withoutBasePath } from './base-path.js';
import { hostRefusal, type HostRules } from './host-policy.js';
import { targetRefusal } from './request-target.js';
import { InvalidInputError } from '../errors.js';
import { shortText } from '../text.js';
import { responseJson } from './kept-json.js';

/** The hosts that the server accepts requests for, and the proxies that it trusts. */
export interface HttpRules extends HostRules {
  /** Addresses and networks of the proxies whose `X-Forwarded-*` headers are trusted. */
  readonly trustedProxies: readonly string[];
  /** The path in front of all paths of the server: empty, or such as `/pstk`. */
  readonly basePath: string;
}

const LOOPBACK_ONLY: HttpRules = {
  listenAddress: '127.0.0.1',
  allowedHosts: [],
  trustedProxies: [],
  basePath: '',
};
const MAX_SHOWN_PATH = 200;

/**
 * Create an Express adapter that accepts one spelling of a path, checks the host, and takes the client's address only
 * from trusted proxies. Create Express here, because the router of Nest's own instance has read these settings already.
 */
export function httpAdapter(rules: HttpRules = LOOPBACK_ONLY): ExpressAdapter {
  const app = express();
  app.set('case sensitive routing', true);
  app.set('strict routing', true);
  app.disable('x-powered-by');
  useBasePath(app, rules.basePath);
  app.use(followTrustedProxies(app, rules));
  app.use(prepareResponse);
  app.use(refuseBadRequests(rules));
  app.use(preventCaching);
  app.use(refuseDisguisedPaths);
  return new ExpressAdapter(app);
}

/** Whether a peer is a trusted proxy; Express compiles this function from `trust proxy`. */
type Trusts = (address: string, hop: number) => boolean;

/** Pass the trusted proxies to Express, and again when a reload of the settings has changed them. */
function followTrustedProxies(app: Express, rules: HttpRules): RequestHandler {
  let current: readonly string[] | undefined;
  return (_request, _response, next) => {
    if (current !== rules.trustedProxies) {
      current = rules.trustedProxies;
      app.set('trust proxy', [...current]);
    }
    next();
  };
}

/** Set the request id (also in problems and in the log), and a safe JSON serializer. */
function prepareResponse(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('X-Request-Id', randomUUID());
  response.json = (body: unknown) => {
    if (!response.get('Content-Type')) response.type('application/json');
    // Express's send() would hash the text for an ETag, although no cache may store the response.
    return response.end(responseJson(body));
  };
  next();
}

/** Responses are personal and change; a route that may be cached overrides this. */
function preventCaching(request: Request, response: Response, next: NextFunction): void {
  if (isApi(request.path) || /^\/(?:healthz|readyz)$/.test(request.path)) {
    response.setHeader('Cache-Control', 'no-store');
  }
  next();
}

/** Refuse a request for a wrong path or host; remove the base path from the others. */
function refuseBadRequests(rules: HttpRules): RequestHandler {
  return (request, _, next) => {
    const trusts: Trusts = request.app.get('trust proxy fn');
    applyForwardedHeaders(request, trusts);
    const { headers, rawHeaders, socket } = request;
    const target = targetRefusal(request);
    if (target) return next(target);
    request.url = withoutBasePath(request.url, rules.basePath);
    const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && /^host$/i.test(name));
    if (hosts.length > 1)
      return next(new InvalidInputError('The request has two Host headers.', [], 'invalidHost'));
    next(hostRefusal(headers.host, rules, socket.localAddress) ?? contentRangeRefusal(request));
  };
}

/**
 * Apply `X-Forwarded-Host` of a trusted proxy. Drop the forwarding headers of other peers, so that no code reads them by
 * mistake. Express itself reads `X-Forwarded-For` and `X-Forwarded-Proto`. `Forwarded` (RFC 7239) is not supported.
 */
function applyForwardedHeaders({ headers, socket }: Request, trusts: Trusts): void {
  const isProxy = socket.remoteAddress !== undefined && trusts(socket.remoteAddress, 0);
  const host = headers['x-forwarded-host'];
  if (isProxy && typeof host === 'string') headers.host = host.split(',')[0]?.trim();
  if (isProxy) return;
  for (const name of Object.keys(headers)) {
    if (name === 'forwarded' || name.startsWith('x-forwarded-')) delete headers[name];
  }
}

/** Part of the content must not be stored as the whole content (RFC 9110, 14.5). */
function contentRangeRefusal({ method, headers }: Request): InvalidInputError | undefined {
  if (method !== 'PUT' || headers['content-range'] === undefined) return undefined;
  return new InvalidInputError(
    'Partial content is not supported. Send the whole content, without Content-Range.',
    [],
    'contentRangeNotTaken',
  );
}

/** Respond with 404 to a path that a less strict reader would take for one of the API. */
function refuseDisguisedPaths(request: Request, _: Response, next: NextFunction): void {
  if (!isDisguised(request.path)) return next();
  next(
    new NotFoundException(`Cannot ${request.method} ${shortText(request.path, MAX_SHOWN_PATH)}`),
  );
}

/** Whether a less strict reader, such as a proxy in front of the server, would take the path for one of the API. */
export function isDisguised(path: string): boolean {
  return !isApi(path) && isApi(normalize(path));
}

function isApi(path: string): boolean {
  return path === '/api' || path.startsWith('/api/');
}

/** Decode a path until nothing changes, in lower case, without empty and dot segments. */
function normalize(path: string): string {
  let decoded = path;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = decoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (next === decoded) break;
    decoded = next;
  }
  const segments: string[] = [];
  for (const segment of decoded.toLowerCase().split(/[/\\]+/)) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}

/** Encoding can be nested as deep as the path is long (`%252525...`); no proxy decodes this often. */
const MAX_ROUNDS = 5;
