import type { Request } from 'express';

const APP_SETTING = 'base path';

/** What holds the settings of an Express application. */
interface ExpressSettings {
  set(name: string, value: unknown): unknown;
}

/** Remember the path that clients put in front of all paths of the server: empty, or such as `/pstk`. */
export function useBasePath(app: ExpressSettings, basePath: string): void {
  app.set(APP_SETTING, basePath);
}

/** The path in front of all paths of the server, for headers that name one of them. */
export function basePathOf(request: Pick<Request, 'app'>): string {
  return String(request.app.get(APP_SETTING) ?? '');
}

/**
 * Remove the base path from the target of a request. A target without it stays as it is: some proxies remove the base path
 * themselves, and programs on this host call the server directly.
 */
export function withoutBasePath(target: string, basePath: string): string {
  if (basePath === '' || !target.startsWith(basePath)) return target;
  const rest = target.slice(basePath.length);
  if (rest.startsWith('/')) return rest;
  return rest === '' || rest.startsWith('?') || rest.startsWith('#') ? `/${rest}` : target;
}
