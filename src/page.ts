import type { NestExpressApplication } from '@nestjs/platform-express';
import { type NextFunction, type Request, type Response, static as serveFiles } from 'express';
import { existsSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { dirname, extname, join } from 'node:path';

/** By extension, the media types of the files that the build compresses. */
const COMPRESSED_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** The extensions that the build gives to compressed copies. */
const EXTENSIONS = { br: '.br', gzip: '.gz' } as const;
type Encoding = keyof typeof EXTENSIONS;

/**
 * Serve the page: its files, and its HTML document for all its paths.
 * @param basePath the path in front of all paths of the server, which the document names as its base
 */
export function servePage(app: NestExpressApplication, basePath: string): void {
  const root = findWebRoot();
  if (root === undefined) return;
  const files = serveFiles(root, { index: false, setHeaders: describeAsset });
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (isServers(request.path)) return next();
    const encoding = compressedCopy(root, request);
    if (encoding) {
      response.setHeader('Content-Encoding', encoding);
      request.url += EXTENSIONS[encoding];
    }
    files(request, response, next);
  });
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') && request.accepts('html');
    if (!isPage || isServers(request.path) || isAsset(request.path)) return next();
    const html = readFileSync(join(root, 'index.html'), 'utf8');
    response.setHeader('Cache-Control', 'no-cache');
    // A base path has no characters that HTML would need to escape.
    response.type('html').send(html.replace(/<base href="[^"]*"/, `<base href="${basePath}/"`));
  });
}

/** Whether a path is one of the server, so that no file can be there. */
function isServers(path: string): boolean {
  return /^\/(?:api|healthz|readyz|metrics)(?:\/|$)/.test(path);
}

function isAsset(path: string): boolean {
  return /^\/assets(?:\/|$)/.test(path);
}

/** The encoding of a copy of the file that the build made; undefined if there is none that the client accepts. */
function compressedCopy(root: string, request: Request): Encoding | undefined {
  const { method, path, headers } = request;
  const isRead = method === 'GET' || method === 'HEAD';
  // A range counts the bytes of the copy, which no client expects.
  if (!isRead || !path.startsWith('/assets/') || headers.range !== undefined) return undefined;
  if (!(extname(path) in COMPRESSED_TYPES)) return undefined;
  // Each by itself: a browser names gzip first, and accepts brotli just as well.
  const encoding = (['br', 'gzip'] as const).find((each) => request.acceptsEncodings(each));
  if (encoding === undefined) return undefined;
  return existsSync(join(root, path + EXTENSIONS[encoding])) ? encoding : undefined;
}

/** Set the headers of a file. Vite puts a hash of the content into the names of files below assets/. */
function describeAsset(response: ServerResponse, path: string): void {
  const original = response.hasHeader('Content-Encoding') ? path.replace(/\.\w+$/, '') : path;
  const type = COMPRESSED_TYPES[extname(original)];
  if (type !== undefined) {
    response.setHeader('Content-Type', type);
    response.setHeader('Vary', 'Accept-Encoding');
  }
  if (path.includes('/assets/'))
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
}

function findWebRoot(): string | undefined {
  for (let dir = import.meta.dirname; dir !== dirname(dir); dir = dirname(dir)) {
    const root = join(dir, 'web', 'dist');
    if (existsSync(join(root, 'index.html'))) return root;
  }
  return undefined;
}
