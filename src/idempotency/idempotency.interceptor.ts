import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { createHash } from 'node:crypto';
import { type Observable, from, lastValueFrom, of } from 'rxjs';
import type { AuthenticatedRequest, Principal } from '../auth/access/principal.js';
import {
  ConflictError,
  InvalidInputError,
  KeyReusedError,
  NotFoundError,
} from '../common/errors.js';
import { NO_KEY_METADATA, idempotencyKeyOf } from '../common/http/idempotency-key.js';
import { problemOf } from '../common/http/problem.filter.js';
import { OperationResponseInterceptor, waitSeconds } from '../operations/operation-response.js';
import type { OperationDto } from '../operations/dto.js';
import { OperationsService } from '../operations/operations.service.js';
import type { IdempotencyKeyEntity } from './idempotency-key.entity.js';
import { IdempotencyKeys, type KeyRef } from './idempotency-keys.service.js';

const OPERATION_PATH = /\/api\/v1\/operations\/[^/]+$/;
/** How long a repeated request waits for the first one, which does not take long: long work returns an operation. */
const FIRST_ANSWER_LIMIT_MS = 30_000;
/** The refusals to store: the request was understood. After any other error nothing was changed, and the key is free. */
const FINAL_REFUSALS: ReadonlySet<number> = new Set([404, 409, 410, 412, 422]);

/**
 * Answers a repeated POST with the same `Idempotency-Key` and the same caller with the response of the first one, so that
 * nothing happens twice. While the first request is running, a repeated one waits for it: a client whose connection was lost
 * wants the response, not another error.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  /** The running requests, by caller and key. */
  private readonly inFlight = new Map<string, Promise<void>>();
  private readonly waiter: OperationResponseInterceptor;

  constructor(
    private readonly keys: IdempotencyKeys,
    private readonly reflector: Reflector,
    operations: OperationsService,
  ) {
    this.waiter = new OperationResponseInterceptor(operations);
  }

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request & AuthenticatedRequest>();
    const key = request.method === 'POST' ? idempotencyKeyOf(request) : undefined;
    if (key === undefined) return next.handle();
    const declared = [context.getHandler(), context.getClass()];
    if (
      !request.principal ||
      this.reflector.getAllAndOverride<boolean>(NO_KEY_METADATA, declared)
    ) {
      throw new InvalidInputError(
        'This request takes no Idempotency-Key: it holds a secret, and its answer is not kept. Send it without.',
        [],
        'idempotencyKeyNotTaken',
      );
    }
    const ref = { actor: identityOf(request.principal), key };
    return from(this.answer(ref, fingerprintOf(request), context, next));
  }

  private async answer(
    ref: KeyRef,
    fingerprint: string,
    context: ExecutionContext,
    next: CallHandler<unknown>,
  ): Promise<unknown> {
    const endTurn = await this.takeTurn(ref);
    const prefer = withoutPreference(context);
    let body: unknown;
    try {
      const known = await this.keys.find(ref);
      if (known && known.fingerprint !== fingerprint) throw new KeyReusedError(ref.key);
      if (known) body = replay(known, context);
      else {
        await this.keys.claim(ref, fingerprint);
        body = await this.first(ref, context, next);
      }
    } finally {
      prefer.restore();
      endTurn();
    }
    return this.waited(context, body);
  }

  /** One request at a time for each key. @throws ConflictError if the previous one takes too long */
  private async takeTurn({ actor, key }: KeyRef): Promise<() => void> {
    const id = `${actor}\n${key}`;
    const deadline = performance.now() + FIRST_ANSWER_LIMIT_MS;
    for (let other = this.inFlight.get(id); other; other = this.inFlight.get(id)) {
      if (!(await settledBefore(other, deadline - performance.now()))) {
        throw new ConflictError(
          'idempotencyKeyInUse',
          `The first request with this Idempotency-Key is still running. Send it again in a moment.`,
        );
      }
    }
    let done: (() => void) | undefined;
    this.inFlight.set(id, new Promise<void>((resolve) => (done = resolve)));
    return () => {
      this.inFlight.delete(id);
      done?.();
    };
  }

  private async first(
    ref: KeyRef,
    context: ExecutionContext,
    next: CallHandler<unknown>,
  ): Promise<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    try {
      const body = await lastValueFrom(next.handle(), { defaultValue: undefined });
      await this.keys.keep(ref, {
        status: response.statusCode,
        location: locationOf(response) ?? null,
        contentType: null,
        body: body === undefined ? null : JSON.stringify(body),
      });
      return body;
    } catch (error) {
      const problem = problemOf(error);
      if (!FINAL_REFUSALS.has(problem.status)) await this.keys.release(ref);
      else {
        const contentType = 'application/problem+json';
        const requestId = String(response.getHeader('X-Request-Id') ?? '');
        const body = JSON.stringify({ ...problem, requestId });
        await this.keys.keep(ref, { status: problem.status, location: null, contentType, body });
      }
      throw error;
    }
  }

  /** For `Prefer: wait` the key refers to its operation, whose end a repeated request may wait for too. */
  private async waited(context: ExecutionContext, body: unknown): Promise<unknown> {
    const http = context.switchToHttp();
    const isOperation = OPERATION_PATH.test(locationOf(http.getResponse()) ?? '');
    if (!isOperation || waitSeconds(http.getRequest()) === undefined) return body;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an operation's address returns an operation
    const handler = { handle: () => of(body as OperationDto) };
    try {
      return await lastValueFrom<unknown>(this.waiter.intercept(context, handler));
    } catch (error) {
      // The operation ended long ago, and its record was deleted before the key.
      if (error instanceof NotFoundError && error.code === 'operationNotFound') return body;
      throw error;
    }
  }
}

/** The id of the caller, a user or a token; a name may be reused. */
function identityOf({ credential }: Principal): string {
  if (credential.kind === 'session') return `user:${credential.userId}`;
  return credential.kind === 'token' ? `token:${credential.id}` : credential.kind;
}

/** Return the stored response. @throws ConflictError if the server stopped before it was known */
function replay(known: IdempotencyKeyEntity, context: ExecutionContext): unknown {
  if (known.status === null) {
    throw new ConflictError(
      'idempotencyOutcomeUnknown',
      'The server ended while it answered the first request with this Idempotency-Key. Look whether it was done; ' +
        'where it was not, send it again with another key.',
    );
  }
  const response = context.switchToHttp().getResponse<Response>();
  response.status(known.status);
  response.setHeader('Idempotency-Replayed', 'true');
  if (known.location !== null) response.setHeader('Location', known.location);
  if (known.contentType !== null) response.setHeader('Content-Type', known.contentType);
  const body: unknown = known.body === null ? undefined : JSON.parse(known.body);
  return body;
}

/**
 * Remove `Prefer` from the request until it is restored: the response with the operation's address is stored as soon as the
 * operation starts, so that it is known even if the server stops during the wait.
 */
function withoutPreference(context: ExecutionContext): { restore: () => void } {
  const { headers } = context.switchToHttp().getRequest<Request>();
  const { prefer } = headers;
  delete headers.prefer;
  return {
    restore: () => {
      if (prefer !== undefined) headers.prefer = prefer;
    },
  };
}

function locationOf(response: Response): string | undefined {
  const location = response.getHeader('Location');
  return typeof location === 'string' ? location : undefined;
}

function fingerprintOf({ method, originalUrl, body }: Request): string {
  const content: unknown = body;
  return createHash('sha256')
    .update(`${method} ${originalUrl}\n${JSON.stringify(content) ?? ''}`)
    .digest('hex');
}

async function settledBefore(work: Promise<void>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.max(0, limitMs));
  });
  const settled = async (): Promise<boolean> => {
    await work;
    return true;
  };
  try {
    return await Promise.race([settled(), late]);
  } finally {
    clearTimeout(timer);
  }
}
