import { NotFoundException } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';

/**
 * Express, set so that a path has one spelling, and that a proxy on this host is believed about who its client is.
 * Nest's own instance comes too late for it: its adapter makes the router, which reads these settings once.
 */
export function httpAdapter(): ExpressAdapter {
  const app = express();
  app.set('case sensitive routing', true);
  app.set('strict routing', true);
  // Only the proxy on this host: what others write into X-Forwarded-For would let them dodge the throttle.
  app.set('trust proxy', 'loopback');
  app.disable('x-powered-by');
  app.use(refuseDisguisedPaths);
  return new ExpressAdapter(app);
}

/** Answers 404 to a path that only looks different from one of the API, before anything is served for it. */
function refuseDisguisedPaths(request: Request, _: Response, next: NextFunction): void {
  if (isDisguised(request.path))
    next(new NotFoundException(`Cannot ${request.method} ${request.path}`));
  else next();
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
