import { createPicostackClient } from '@picostack/api-client';

import { BASE_PATH } from './base-path';
import { toApiError, unreachableError } from './api-error';

/** The API client of the page. The browser sends the session cookie. */
export const client = createPicostackClient({ baseUrl: BASE_PATH, credentials: 'same-origin' });

interface ApiResponse {
  data?: unknown;
  error?: unknown;
  response: Response;
}

type SuccessBody<R> = R extends { data: infer T } ? T : never;

/**
 * Return the body of a successful response.
 * @throws ApiError if the request failed
 */
export async function unwrap<R extends ApiResponse>(request: Promise<R>): Promise<SuccessBody<R>> {
  let result: R;
  try {
    result = await request;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachableError(error);
  }
  const { response } = result;
  if (!response.ok) {
    throw toApiError(response.status, result.error, response.headers.get('retry-after'));
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a success has its documented body
  return result.data as SuccessBody<R>;
}
