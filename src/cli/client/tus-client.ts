import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { unreachable } from './api.js';
import type { ServerAddress } from './discover.js';
import { ProblemError } from './problem-error.js';

/** How long a connection may be silent in both directions: then the server or the network is gone. */
const SILENCE_LIMIT_MS = 60_000;

interface Sent {
  readonly headers?: Record<string, string | number>;
  readonly body?: Readable;
}

/** The requests of the tus protocol for the upload of one image. This does not use fetch, whose time limits end an upload. */
export class TusClient {
  constructor(
    private readonly address: ServerAddress,
    private readonly imageId: string,
  ) {}

  /** Return the number of bytes that the server has; undefined if the image has no open upload. */
  async offset(): Promise<number | undefined> {
    const { statusCode = 0, headers } = await this.send('HEAD');
    if (statusCode === 404) return undefined;
    if (statusCode !== 200) {
      const detail = `The server answered with status ${statusCode}.`;
      throw new ProblemError(statusCode, 'uploadStateUnknown', detail);
    }
    return Number(headers['upload-offset']);
  }

  /** Create the upload. `fileName` is shown to people who look for the file to continue with. */
  async create(lengthBytes: number, fileName: string): Promise<void> {
    const metadata = `filename ${Buffer.from(fileName).toString('base64')}`;
    const headers = { 'Upload-Length': lengthBytes, 'Upload-Metadata': metadata };
    await this.succeed('POST', { headers });
  }

  /** Send the bytes from an offset to the end, and return the new offset. */
  async append(offset: number, lengthBytes: number, body: Readable): Promise<number> {
    const headers = {
      'Content-Type': 'application/offset+octet-stream',
      'Content-Length': lengthBytes - offset,
      'Upload-Offset': offset,
    };
    const answered = await this.succeed('PATCH', { headers, body });
    return Number(answered['upload-offset']);
  }

  private async succeed(method: string, sent: Sent): Promise<IncomingHttpHeaders> {
    const response = await this.send(method, sent);
    const { statusCode = 0, headers } = response;
    const body = parseJson(await text(response));
    if (statusCode < 200 || statusCode >= 300) throw ProblemError.from(statusCode, body);
    return headers;
  }

  private async send(method: string, { headers, body }: Sent = {}): Promise<IncomingMessage> {
    const url = new URL(
      `${this.address.url}/api/v1/images/${encodeURIComponent(this.imageId)}/upload`,
    );
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method,
      agent: false,
      timeout: SILENCE_LIMIT_MS,
      headers: {
        'Tus-Resumable': '1.0.0',
        Authorization: `Bearer ${this.address.token}`,
        ...headers,
      },
    });
    try {
      return await new Promise<IncomingMessage>((resolve, reject) => {
        request.once('response', resolve);
        request.on('error', (error) => reject(unreachable(this.address, error)));
        request.once('timeout', () =>
          request.destroy(new Error(`nothing received for ${SILENCE_LIMIT_MS / 1000} s`)),
        );
        // Not the pipeline of node:stream, which would hide the response of a server that refuses early.
        body?.once('error', (error) => {
          request.destroy();
          reject(error);
        });
        if (body) body.pipe(request);
        else request.end();
      });
    } finally {
      body?.destroy();
    }
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
