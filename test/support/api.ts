import { type ClientRequest, request } from 'node:http';
import type { EventDto } from '../../src/events/dto.js';
import type { CreateImageDto, ImageDto } from '../../src/images/dto.js';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import type { OperationDto } from '../../src/operations/dto.js';

/** A response of the server. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A response of type `application/problem+json`. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly { field: string; message: string }[];
  readonly legal?: readonly string[];
  readonly instances?: readonly string[];
  readonly [detail: string]: unknown;
}

interface Page<T> {
  readonly items: T[];
  readonly total: number;
}

/** The fields of a new instance. */
export interface InstanceWish {
  readonly name: string;
  readonly image?: string;
  readonly flavour?: string;
  readonly start?: boolean;
  readonly autostart?: boolean;
  readonly ports?: readonly {
    protocol?: 'tcp' | 'udp';
    guestPort: number;
    hostPort?: number;
    hostAddress?: string;
  }[];
}

/** How long to wait for the end of an operation. The server itself waits at most 300 s. */
const WAIT_SECONDS = 240;

/** The API of a server, as a program with a bearer token uses it. */
export class Api {
  constructor(
    readonly url: string,
    readonly token: string,
  ) {}

  /** Send any request. A body that is not a stream or bytes is sent as JSON. */
  async request<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const isBytes = body instanceof Uint8Array || body instanceof ReadableStream;
    const payload = isBytes ? body : JSON.stringify(body);
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.token}`,
        // The server may close a kept connection while a test is busy, just when the next request is sent.
        Connection: 'close',
        ...(body !== undefined && !isBytes && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: payload, duplex: 'half' }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const parsed: T = JSON.parse(isJson && text !== '' ? text : JSON.stringify(text));
    return { status: response.status, headers: response.headers, body: parsed };
  }

  /** Send a request that must succeed. @returns the body of the response */
  async ask<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const response = await this.request<T>(method, `/api/v1${path}`, body, headers);
    if (response.status >= 300) {
      throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(response.body)}`);
    }
    return response.body;
  }

  /** Send a request that must be refused. @returns the problem, with the status of the response */
  async refused(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Problem> {
    const response = await this.request<Problem>(method, `/api/v1${path}`, body, headers);
    const type = response.headers.get('content-type') ?? '';
    if (response.status < 400 || !type.startsWith('application/problem+json')) {
      throw new Error(
        `${method} ${path} was not refused: ${response.status} ${JSON.stringify(response.body)}`,
      );
    }
    return response.body;
  }

  /** Send a request for an operation that must succeed, and wait for its end. */
  async finish(method: string, path: string, body?: unknown): Promise<OperationDto> {
    const prefer = { Prefer: `wait=${WAIT_SECONDS}` };
    const operation = await this.ask<OperationDto>(method, path, body, prefer);
    if (operation.status !== 'succeeded') {
      throw new Error(`${method} ${path}: still ${operation.status} after ${WAIT_SECONDS} s`);
    }
    return operation;
  }

  /** Create an instance (of the image `tiny` by default), and wait for it. */
  async createInstance(wish: InstanceWish): Promise<InstanceDto> {
    await this.finish('POST', '/instances', { image: 'tiny', ...wish });
    return this.instance(wish.name);
  }

  instance(idOrName: string): Promise<InstanceDto> {
    return this.ask('GET', `/instances/${idOrName}`);
  }

  instances(): Promise<Page<InstanceDto>> {
    return this.ask('GET', '/instances?limit=1000');
  }

  images(): Promise<Page<ImageDto>> {
    return this.ask('GET', '/images?limit=1000');
  }

  /** The events of an instance, oldest first. */
  async eventsOf(idOrName: string): Promise<EventDto[]> {
    const page = await this.ask<Page<EventDto>>('GET', `/instances/${idOrName}/events`);
    return page.items.toReversed();
  }

  /** Force every instance off and delete it. */
  async deleteInstances(): Promise<void> {
    const { items } = await this.instances();
    await Promise.all(items.map(({ id }) => this.finish('DELETE', `/instances/${id}?force=true`)));
  }

  expectImage(image: CreateImageDto): Promise<ImageDto> {
    return this.ask('POST', '/images', image);
  }

  /** Begin an upload and send these bytes. It stays open until it is ended or destroyed. */
  beginUpload(imageId: string, first: Uint8Array, totalBytes?: number): ClientRequest {
    const upload = request(`${this.url}/api/v1/images/${imageId}/content`, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...(totalBytes !== undefined && { 'Content-Length': totalBytes }),
      },
    });
    // A server that refuses the upload, or is killed, closes the connection.
    upload.on('error', () => undefined);
    upload.write(first);
    return upload;
  }
}
