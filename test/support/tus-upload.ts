import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { Answer, Api } from './api.js';

const PART = { 'Tus-Resumable': '1.0.0', 'Content-Type': 'application/offset+octet-stream' };

/** A client of one upload that can be resumed, which a test can stop at any byte. */
export class TusUpload {
  constructor(
    private readonly api: Api,
    readonly imageId: string,
  ) {}

  get path(): string {
    return `/api/v1/images/${this.imageId}/upload`;
  }

  /** Send a request without a body. */
  send(method: string, headers: Record<string, string> = {}): Promise<Answer<unknown>> {
    const all = { 'Tus-Resumable': '1.0.0', ...headers };
    return this.api.request(method, this.path, undefined, all);
  }

  async create(lengthBytes: number, headers: Record<string, string> = {}): Promise<void> {
    const answer = await this.send('POST', { 'Upload-Length': String(lengthBytes), ...headers });
    if (answer.status !== 201) throw new Error(`POST: ${JSON.stringify(answer.body)}`);
  }

  /** Ask for the offset, which ends a PATCH that is under way. */
  async offset(): Promise<number> {
    const { status, headers } = await this.send('HEAD');
    if (status !== 200) throw new Error(`HEAD: ${status}`);
    return Number(headers.get('upload-offset'));
  }

  /** Send a part, and read the response. */
  patch(
    offset: number,
    part: Uint8Array | ReadableStream,
    headers: Record<string, string> = {},
  ): Promise<Answer<unknown>> {
    const all = { ...PART, 'Upload-Offset': String(offset), ...headers };
    return this.api.request('PATCH', this.path, part, all);
  }

  /** Open a PATCH without sending anything yet. */
  open(offset: number, lengthBytes: number): ClientRequest {
    const patch = request(`${this.api.url}${this.path}`, {
      method: 'PATCH',
      agent: false,
      headers: {
        ...PART,
        Authorization: `Bearer ${this.api.token}`,
        'Upload-Offset': offset,
        'Content-Length': lengthBytes,
      },
    });
    // The server closes the connection when a newer request comes, or when it is killed.
    patch.on('error', () => undefined);
    patch.flushHeaders();
    return patch;
  }

  /** Send bytes, and then destroy the connection without an end: the server gets a reset. */
  async cut(offset: number, bytes: Buffer, lengthBytes: number): Promise<void> {
    const patch = this.open(offset, lengthBytes);
    const [socket]: Socket[] = await once(patch, 'socket');
    await new Promise<void>((sent) => patch.write(bytes, () => sent()));
    const closed = closeOf(patch);
    socket?.resetAndDestroy();
    await closed;
  }

  /** Send a source from an offset to its end. */
  async sendRest(offset: number, source: Readable, lengthBytes: number): Promise<IncomingMessage> {
    const patch = this.open(offset, lengthBytes);
    const response = once(patch, 'response');
    source.pipe(patch);
    const [message]: IncomingMessage[] = await response;
    if (!message) throw new Error('no response');
    message.resume();
    return message;
  }
}

/** Resolves when the connection of a request is closed, also after an error. */
export function closeOf(patch: ClientRequest): Promise<void> {
  return new Promise((closed) => patch.once('close', () => closed()));
}
