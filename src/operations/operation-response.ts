import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiOkResponse, ApiResponse } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Observable, mergeMap } from 'rxjs';
import { basePathOf } from '../common/http/base-path.js';
import { OperationDto } from './dto.js';
import { OperationsService } from './operations.service.js';

const MAX_WAIT_SECONDS = 300;
const CANCELS_METADATA = 'picostack:cancelsOperation';

/**
 * Respond to a request that started an operation: 202 with its address. With `Prefer: wait=SECONDS` (RFC 7240) respond
 * 200 if the operation succeeds within that time, with its problem if it fails, and 202 if it is still running.
 */
@Injectable()
export class OperationResponseInterceptor implements NestInterceptor {
  constructor(private readonly operations: OperationsService) {}

  intercept(
    context: ExecutionContext,
    next: CallHandler<object | undefined>,
  ): Observable<object | undefined> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    return next
      .handle()
      .pipe(
        mergeMap(async (result) =>
          isOperation(result)
            ? this.respond(result, request, response, isCancellation(context))
            : result,
        ),
      );
  }

  private async respond(
    operation: OperationDto,
    request: Request,
    response: Response,
    isCancelled: boolean,
  ): Promise<OperationDto> {
    response.setHeader('Location', `${basePathOf(request)}/api/v1/operations/${operation.id}`);
    const seconds = waitSeconds(request);
    if (seconds === undefined) {
      response.status(202);
      return operation;
    }
    response.setHeader('Preference-Applied', `wait=${seconds}`);
    if (isCancelled) {
      // A cancelled operation has not failed: whatever its end, it is the response.
      const ended = await this.operations.get(operation.id, seconds * 1000);
      response.status(ended.finishedAt === null ? 202 : 200);
      return ended;
    }
    const latest = await this.operations.wait(operation.id, seconds * 1000);
    response.status(latest.status === 'succeeded' ? 200 : 202);
    return latest;
  }
}

/** Some routes return an operation, or a result, for some requests only, for example `POST /images` with a host path. */
function isOperation(result: object | undefined): result is OperationDto {
  return result !== undefined && 'canCancel' in result && 'kind' in result;
}

function isCancellation(context: ExecutionContext): boolean {
  return Reflect.getMetadata(CANCELS_METADATA, context.getHandler()) === true;
}

/** The seconds of `Prefer: wait=SECONDS`, 300 at most; undefined if the request does not ask to wait. */
export function waitSeconds(request: Pick<Request, 'headers'>): number | undefined {
  const prefer = request.headers['prefer'];
  const match = /(?:^|[,;\s])wait=(\d{1,6})(?!\d)/.exec(
    Array.isArray(prefer) ? prefer.join(',') : (prefer ?? ''),
  );
  return match ? Math.min(Number(match[1]), MAX_WAIT_SECONDS) : undefined;
}

/** As {@link waitSeconds}, in milliseconds; 0 if the request does not ask to wait. */
export function waitMsOf(request: Pick<Request, 'headers'>): number {
  return (waitSeconds(request) ?? 0) * 1000;
}

/** Mark a route that starts an operation, and document its responses. */
export function OperationResponse() {
  return applyDecorators(
    UseInterceptors(OperationResponseInterceptor),
    ApiHeader({
      name: 'Prefer',
      required: false,
      description: '`wait=SECONDS` (300 at most) waits until the operation ends.',
      example: 'wait=30',
    }),
    ApiResponse({
      status: 200,
      type: OperationDto,
      description: 'The operation succeeded while the request was waiting.',
    }),
    ApiResponse({
      status: 202,
      type: OperationDto,
      description: 'The operation is queued or running.',
      headers: {
        Location: { description: 'Address of the operation.', schema: { type: 'string' } },
      },
    }),
  );
}

/** Mark the route that cancels an operation. With `Prefer: wait` it responds with the operation after its end. */
export function CancelledOperationResponse() {
  return applyDecorators(
    SetMetadata(CANCELS_METADATA, true),
    UseInterceptors(OperationResponseInterceptor),
    ApiHeader({
      name: 'Prefer',
      required: false,
      description: '`wait=SECONDS` (300 at most) waits until the operation ends.',
    }),
    ApiOkResponse({
      type: OperationDto,
      description: 'The operation ended while the request was waiting.',
    }),
    ApiAcceptedResponse({ type: OperationDto, description: 'The operation is being undone.' }),
  );
}
