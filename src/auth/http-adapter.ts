import { NotFoundException } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { randomUUID } from 'node:crypto';
import { hostRefusal, type HostRules } from '../common/http/host-policy.js';
import { targetRefusal } from '../common/http/request-target.js';
import { InvalidInputError } from '../common/errors.js';
import { safeJson, shortText } from '../common/text.js';

/** Which hosts the server answers for, and which proxies it believes. */
export interface HttpRules extends HostRules {
  /** Addresses and networks of the proxies whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
}

const LOOPBACK_ONLY: HttpRules = {
  listenAddress: '127.0.0.1',
  allowedHosts: [],
  trustedProxies: [],
};
const MAX_SHOWN_PATH = 200;

/**
 * Make Express so that a path has one spelling, a request names this server, and only trusted proxies are believed
 * about who their client is. Nest's own instance comes too late for it: its adapter makes the router, which reads
 * these settings once.
 */
export function httpAdapter(rules: HttpRules = LOOPBACK_ONLY): ExpressAdapter {
  const app = express();
  app.set('case sensitive routing', true);
  app.set('strict routing', true);
  app.set('trust proxy', [...rules.trustedProxies]);
  app.disable('x-powered-by');
  app.use(prepareAnswer);
  app.use(refuseBadRequests(rules));
  app.use(refuseDisguisedPaths);
  return new ExpressAdapter(app);
}

/** Whether the peer of a connection is a trusted proxy, as Express compiles it from the setting `trust proxy`. */
type Trusts = (address: string, hop: number) => boolean;

/** Gives each answer an id (it is in problems and in the log), a careful way to write JSON, and the rule on caches. */
function prepareAnswer(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('X-Request-Id', randomUUID());
  // What may be kept says so itself: everything here is somebody's, and changes.
  if (isApi(request.url) || /^\/(?:healthz|readyz)\b/.test(request.url)) {
    response.setHeader('Cache-Control', 'no-store');
  }
  response.json = (body: unknown) => {
    if (!response.get('Content-Type')) response.type('application/json');
    return response.send(safeJson(body));
  };
  next();
}

function refuseBadRequests(rules: HttpRules): RequestHandler {
  return (request, _, next) => {
    const trusts: Trusts = request.app.get('trust proxy fn');
    believeProxy(request, trusts);
    const { headers, rawHeaders, socket } = request;
    const target = targetRefusal(request);
    if (target) return next(target);
    const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && /^host$/i.test(name));
    if (hosts.length > 1)
      return next(new InvalidInputError('The header Host is there twice.', [], 'invalidHost'));
    next(hostRefusal(headers.host, rules, socket.localAddress) ?? contentRangeRefusal(request));
  };
}

/**
 * Takes the host from a trusted proxy, and drops from anyone else what only a proxy may say, so that nothing can read it
 * by mistake. Express itself reads `X-Forwarded-For` and `X-Forwarded-Proto`; `Forwarded` (RFC 7239) is not read.
 */
function believeProxy({ headers, socket }: Request, trusts: Trusts): void {
  const isProxy = socket.remoteAddress !== undefined && trusts(socket.remoteAddress, 0);
  const host = headers['x-forwarded-host'];
  if (isProxy && typeof host === 'string') headers.host = host.split(',')[0]?.trim();
  if (isProxy) return;
  for (const name of Object.keys(headers)) {
    if (name === 'forwarded' || name.startsWith('x-forwarded-')) delete headers[name];
  }
}

/** A part of a whole must not be stored as the whole (RFC 9110, 14.5). */
function contentRangeRefusal({ method, headers }: Request): InvalidInputError | undefined {
  if (method !== 'PUT' || headers['content-range'] === undefined) return undefined;
  return new InvalidInputError(
    'A part of the content is not taken: send the whole, without Content-Range.',
    [],
    'contentRangeNotTaken',
  );
}

/** Answers 404 to a path that only looks different from one of the API, before anything is served for it. */
function refuseDisguisedPaths(request: Request, _: Response, next: NextFunction): void {
  if (!isDisguised(request.path)) return next();
  next(
    new NotFoundException(`Cannot ${request.method} ${shortText(request.path, MAX_SHOWN_PATH)}`),
  );
}

/** Whether the path means the API to somebody who reads paths less strictly, such as a proxy before us. */
export function isDisguised(path: string): boolean {
  return !isApi(path) && isApi(plain(path));
}

function isApi(path: string): boolean {
  return path === '/api' || path.startsWith('/api/');
}

/** Decoded until nothing changes, in lower case, without empty and dot segments. */
function plain(path: string): string {
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

/** `%252525...` can be nested as deep as a path is long; nobody decodes more often than this. */
const MAX_ROUNDS = 5;
