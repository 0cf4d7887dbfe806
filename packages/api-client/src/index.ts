import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { components, paths } from './schema.gen.js';

export { imageOfEntry } from './catalogue.js';
export { readEventStream, type StreamMessage } from './event-stream.js';
export { type Page, readAllPages } from './pages.js';
export { parseProblem, type Problem } from './problem.js';
export type { components, operations, paths } from './schema.gen.js';

/** The records and messages of the API by name: `Schemas['InstanceDto']`. */
export type Schemas = components['schemas'];

/** A client of picostack's API. The OpenAPI document types each path, parameter, body and response. */
export type PicostackClient = Client<paths>;

/** The address of the server, and the credentials. */
export interface PicostackClientOptions extends Omit<ClientOptions, 'baseUrl'> {
  /** The address of the server, such as `http://127.0.0.1:8080`; empty on the server's own page. */
  readonly baseUrl?: string;
  /** A bearer token; the page uses a session cookie instead. */
  readonly token?: string;
}

/** Create a client. It returns the server's errors as `error`, a {@link Schemas}`['ProblemDto']`. */
export function createPicostackClient({
  baseUrl = '',
  token,
  ...options
}: PicostackClientOptions = {}): PicostackClient {
  return createClient<paths>({
    ...options,
    baseUrl,
    ...(token !== undefined && { headers: { Authorization: `Bearer ${token}` } }),
  });
}
