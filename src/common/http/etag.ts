import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { createHash } from 'node:crypto';
import { type Observable, from, lastValueFrom } from 'rxjs';
import { InvalidInputError, PreconditionFailedError } from '../errors.js';
import { KeyedMutex } from '../keyed-mutex.js';

/** Marks a route with an ETag for the OpenAPI document. */
export const ETAG_EXTENSION = 'x-etag';
const ETAG_METADATA = 'picostack:etag';

/** The fields of a tag, and the service that reads the current state of the resource. */
export interface ETagRule<Dto extends Identified> {
  /** The type of the resource in errors: `image`. */
  readonly type: string;
  readonly service: Type<{ get(idOrName: string): Promise<Dto> }>;
  /** Fields that change by themselves: a guest that starts is no reason to refuse another description. */
  readonly leftOut: readonly (keyof Dto)[];
}

interface Identified {
  readonly id: string;
  readonly name: string;
}

/** For the GET and the PATCH of a resource: both return its `ETag`, and PATCH respects `If-Match`. */
export const HasETag = <Dto extends Identified>(rule: ETagRule<Dto>) =>
  applyDecorators(
    SetMetadata(ETAG_METADATA, rule),
    UseInterceptors(ETagInterceptor),
    ApiExtension(ETAG_EXTENSION, true),
  );

/** Prevents lost updates (RFC 9110, 8.8.3 and 13.1.1). */
@Injectable()
export class ETagInterceptor implements NestInterceptor {
  /** Nobody else changes the resource between the check of its tag and the end of the change. */
  private readonly locks = new KeyedMutex();

  constructor(
    private readonly modules: ModuleRef,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<Identified>): Observable<Identified> {
    const rule = this.reflector.get<ETagRule<Identified>>(ETAG_METADATA, context.getHandler());
    const http = context.switchToHttp();
    return from(this.answer(rule, http.getRequest(), http.getResponse(), next));
  }

  private async answer(
    rule: ETagRule<Identified>,
    request: Request<{ id: string }>,
    response: Response,
    next: CallHandler<Identified>,
  ): Promise<Identified> {
    const body =
      request.method === 'PATCH'
        ? await this.change(rule, request, next)
        : await lastValueFrom(next.handle());
    // The tag does not cover all fields, so a response must never be 304.
    delete request.headers['if-none-match'];
    response.setHeader('ETag', etagOf(body, rule.leftOut));
    return body;
  }

  private async change(
    { type, service, leftOut }: ETagRule<Identified>,
    request: Request<{ id: string }>,
    next: CallHandler<Identified>,
  ): Promise<Identified> {
    const wanted = ifMatchOf(request.headers['if-match']);
    const records = this.modules.get(service, { strict: false });
    const { id } = await records.get(request.params.id);
    return this.locks.run(id, async () => {
      if (wanted !== undefined) {
        const present = await records.get(id);
        const etag = etagOf(present, leftOut);
        if (wanted !== '*' && !wanted.includes(etag)) {
          throw new PreconditionFailedError(type, present.name, etag);
        }
      }
      return lastValueFrom(next.handle());
    });
  }
}

/** Return the tag of a resource: a hash of the fields that do not change by themselves. */
export function etagOf<Dto extends object>(dto: Dto, leftOut: readonly (keyof Dto)[] = []): string {
  const names: ReadonlySet<unknown> = new Set(leftOut);
  const kept = Object.entries(dto)
    .filter(([name]) => !names.has(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const hash = createHash('sha256').update(JSON.stringify(kept)).digest('base64url');
  return `"${hash.slice(0, 27)}"`;
}

/**
 * Parse the tags of an `If-Match` header, or `*`; undefined if there is none. A proxy that compresses makes tags weak
 * (`W/`, nginx) or adds a suffix (`-gzip`, Apache); they count like the server's own.
 * @throws InvalidInputError if it is not a list of tags
 */
export function ifMatchOf(header: string | undefined): '*' | string[] | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return '*';
  const tag = String.raw`(?:W/)?"[\x21\x23-\x7e]*"`;
  if (!new RegExp(`^\\s*${tag}(?:\\s*,\\s*${tag})*\\s*$`).test(header)) {
    throw new InvalidInputError(
      'The header If-Match must be an ETag with its quotes, as a GET answered it, or several with commas, or *.',
      [],
      'invalidIfMatch',
    );
  }
  const tags = header.match(/"[^"]*"/g) ?? [];
  const withoutSuffix = tags.map((each) => each.replace(/-(?:gzip|br|zstd)"$/, '"'));
  return [...new Set([...tags, ...withoutSuffix])];
}
