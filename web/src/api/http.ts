import { ApiError, errorOfBody, NO_ANSWER } from './api-error';
import type { ListDto } from './types';

export const API_BASE = '/api/v1';

type Query = Record<string, string | number | undefined>;

interface RequestParts {
  query?: Query;
  body?: unknown;
  accept?: string;
  signal?: AbortSignal;
}

/** Escapes one segment of a path: names come from people. */
export function segment(value: string): string {
  return encodeURIComponent(value);
}

export function apiUrl(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  const text = search.toString();
  return `${API_BASE}${path}${text ? `?${text}` : ''}`;
}

/** Sends a request and answers its response; throws ApiError unless it is a success. */
export async function send(
  method: string,
  path: string,
  parts: RequestParts = {},
): Promise<Response> {
  const headers: Record<string, string> = { accept: parts.accept ?? 'application/json' };
  if (parts.body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(apiUrl(path, parts.query), {
      method,
      headers,
      body: parts.body === undefined ? undefined : JSON.stringify(parts.body),
      signal: parts.signal,
      credentials: 'same-origin',
    });
  } catch (error) {
    if (parts.signal?.aborted) throw error;
    throw new ApiError(0, { detail: NO_ANSWER, code: 'noAnswer' }, null, error);
  }
  if (response.ok) return response;
  throw errorOfBody(response.status, await response.text(), response.headers.get('retry-after'));
}

export async function sendJson<T>(
  method: string,
  path: string,
  parts: RequestParts = {},
): Promise<T> {
  const response = await send(method, path, parts);
  const body: T = await response.json();
  return body;
}

const PAGE_SIZE = 1000;

/** Reads a whole collection, however many pages it has. */
export async function readAll<T>(path: string, query: Query, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  for (;;) {
    const page = await sendJson<ListDto<T>>('GET', path, {
      query: { ...query, limit: PAGE_SIZE, offset: items.length },
      signal,
    });
    items.push(...page.items);
    if (page.items.length === 0 || items.length >= page.total) return items;
  }
}
