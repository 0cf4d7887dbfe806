import { createPicostackClient } from '@picostack/api-client';

import { errorOfAnswer, noAnswer } from './api-error';

/** The typed client; the session's cookie speaks for the person. */
export const client = createPicostackClient({ credentials: 'same-origin' });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** An answer that has a body on success. */
type Body<A> = A extends { data: infer T } ? T : never;

/** Waits for an answer; its data, or an ApiError. */
export async function dataOf<A extends Answer<unknown>>(call: Promise<A>): Promise<Body<A>> {
  let answer: A;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw noAnswer(error);
  }
  const { response } = answer;
  if (!response.ok) {
    throw errorOfAnswer(response.status, answer.error, response.headers.get('retry-after'));
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a success has its documented body
  return answer.data as Body<A>;
}

interface Page<T> {
  items: T[];
  total: number;
}

/** The most that the server gives at once. */
export const PAGE_SIZE = 1000;

/** Reads a whole collection, however many pages it has. */
export async function readAll<T>(readPage: (offset: number) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (;;) {
    const page = await readPage(items.length);
    items.push(...page.items);
    if (page.items.length === 0 || items.length >= page.total) return items;
  }
}
