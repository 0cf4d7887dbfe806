import type { IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import type { paths, PicostackClient } from '@picostack/api-client';
import {
  type ClientPathsWithMethod,
  createFinalURL,
  createQuerySerializer,
  defaultPathSerializer,
  type MaybeOptionalInit,
  type MethodResponse,
} from 'openapi-fetch';
import { CliError, EXIT } from '../cli-error.js';
import type { ServerAddress } from './discover.js';

/** How long the server may send nothing. */
const SILENCE_LIMIT_MS = 300_000;

/** A response of the server: the body of a success as `data`, that of an error as `error`. */
export interface ClientResult<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: { readonly ok: boolean; readonly status: number };
}

type Method = 'get' | 'post' | 'patch' | 'delete';
type Init<T> = undefined extends T ? [init?: T] : [init: T];

/** A call of the API. Like those of openapi-fetch, the OpenAPI document types its path, parameters, body and result. */
type Call<M extends Method> = <P extends ClientPathsWithMethod<PicostackClient, M>>(
  path: P,
  ...init: Init<MaybeOptionalInit<paths[P], M>>
) => Promise<ClientResult<MethodResponse<PicostackClient, M, P>>>;

/** What a call sends; the types above say more. */
interface Sent {
  readonly params?: { path?: object; query?: object; header?: object };
  readonly body?: unknown;
  readonly signal?: AbortSignal | null;
}

/**
 * A client of the API over `node:http`. Loading Node's `fetch` takes as long as all the rest of a short command, and it asks
 * for compressed responses, which only cost time on the same host.
 */
export class HttpClient {
  constructor(private readonly address: ServerAddress) {}

  readonly GET: Call<'get'> = (path, ...[init]) => this.send('GET', path, init);
  readonly POST: Call<'post'> = (path, ...[init]) => this.send('POST', path, init);
  readonly PATCH: Call<'patch'> = (path, ...[init]) => this.send('PATCH', path, init);
  readonly DELETE: Call<'delete'> = (path, ...[init]) => this.send('DELETE', path, init);

  private async send<T>(method: string, path: string, init: Sent = {}): Promise<ClientResult<T>> {
    const response = await this.request(method, path, init);
    const status = response.statusCode ?? 0;
    const body = parsed(await text(response));
    const { location } = response.headers;
    if (status >= 300 && status < 400 && location !== undefined) throw this.redirected(location);
    const ok = status >= 200 && status < 300;
    if (!ok) return { error: body, response: { ok, status } };
    if (body === undefined) return { response: { ok, status } };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a success has its documented body
    return { data: body as T, response: { ok, status } };
  }

  private request(
    method: string,
    path: string,
    { params = {}, body, signal }: Sent,
  ): Promise<IncomingMessage> {
    const url = createFinalURL(path, {
      baseUrl: this.address.url,
      params: { query: { ...params.query }, path: { ...params.path } },
      querySerializer: createQuerySerializer(),
      pathSerializer: defaultPathSerializer,
    });
    const content = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const sent = (url.startsWith('https:') ? httpsRequest : httpRequest)(url, {
        method,
        headers: {
          ...params.header,
          Authorization: `Bearer ${this.address.token}`,
          Accept: 'application/json',
          ...(content && {
            'Content-Type': 'application/json',
            'Content-Length': content.length,
          }),
        },
        // A kept connection may be closed by the server just when the next request is sent.
        agent: false,
        timeout: SILENCE_LIMIT_MS,
        ...(signal && { signal }),
      });
      sent.once('response', resolve);
      sent.once('error', reject);
      sent.once('timeout', () =>
        sent.destroy(new Error(`nothing received for ${SILENCE_LIMIT_MS / 1000} s`)),
      );
      sent.end(content);
    });
  }

  /** Following would send the token to wherever the response says. */
  private redirected(location: string): CliError {
    return new CliError(
      'redirected',
      `The server at ${this.address.url} redirects to ${location}. Set PICOSTACK_URL to the address there.`,
      EXIT.usage,
    );
  }
}

/** Parse the body of a response. That of a proxy may be a page. */
function parsed(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch {
    return undefined;
  }
}
