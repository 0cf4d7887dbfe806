import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { components, paths } from './schema.gen.js';

export type { components, operations, paths } from './schema.gen.js';

/** The records and messages of the API by name: `Schemas['InstanceDto']`. */
export type Schemas = components['schemas'];

/** A client of picostack's API: each path, parameter, body and answer is typed by the OpenAPI document. */
export type PicostackClient = Client<paths>;

/** Where the server is, and who asks. */
export interface PicostackClientOptions extends Omit<ClientOptions, 'baseUrl'> {
  /** Address of the server, such as `http://127.0.0.1:8080`; empty on the server's own page. */
  readonly baseUrl?: string;
  /** A bearer token; left out where a session cookie speaks for the person. */
  readonly token?: string;
}

/** Makes a client. Errors of the server come back as `error`, a {@link Schemas}`['ProblemDto']`. */
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
