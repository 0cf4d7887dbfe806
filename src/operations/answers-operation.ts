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
import { OperationDto } from './dto.js';
import { OperationsService } from './operations.service.js';

const MAX_WAIT_SECONDS = 300;
const CANCELS_METADATA = 'picostack:cancelsOperation';

/**
 * Answers with an operation: 202 and its address, or, with `Prefer: wait=SECONDS` (RFC 7240),
 * 200 once it succeeded, its problem if it failed, and 202 when the time has passed.
 */
@Injectable()
export class OperationInterceptor implements NestInterceptor {
  constructor(private readonly operations: OperationsService) {}

  intercept(context: ExecutionContext, next: CallHandler<object>): Observable<object> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    return next
      .handle()
      .pipe(
        mergeMap(async (result) =>
          isOperation(result)
            ? this.answer(result, request, response, isCancellation(context))
            : result,
        ),
      );
  }

  private async answer(
    operation: OperationDto,
    request: Request,
    response: Response,
    isCancelled: boolean,
  ): Promise<OperationDto> {
    response.setHeader('Location', `/api/v1/operations/${operation.id}`);
    const seconds = waitSeconds(request);
    if (seconds === undefined) {
      response.status(202);
      return operation;
    }
    response.setHeader('Preference-Applied', `wait=${seconds}`);
    if (isCancelled) {
      const ended = await this.operations.settled(operation.id, seconds * 1000);
      response.status(ended.finishedAt === null ? 202 : 200);
      return ended;
    }
    const latest = await this.operations.wait(operation.id, seconds * 1000);
    response.status(latest.status === 'succeeded' ? 200 : 202);
    return latest;
  }
}

/** A route may start long work for one request, and answer another at once: `POST /images` without a path. */
function isOperation(result: object): result is OperationDto {
  return 'canCancel' in result && 'kind' in result;
}

/** An operation that is cancelled has not failed: its end is the answer, whatever it is. */
function isCancellation(context: ExecutionContext): boolean {
  return Reflect.getMetadata(CANCELS_METADATA, context.getHandler()) === true;
}

/** How long `Prefer: wait=SECONDS` asks to wait; undefined where it does not. */
export function waitSeconds(request: Pick<Request, 'headers'>): number | undefined {
  const prefer = request.headers['prefer'];
  const match = /(?:^|[,;\s])wait=(\d{1,6})(?!\d)/.exec(
    Array.isArray(prefer) ? prefer.join(',') : (prefer ?? ''),
  );
  return match ? Math.min(Number(match[1]), MAX_WAIT_SECONDS) : undefined;
}

/** Marks a route that starts long work; documents its answers. */
export function AnswersOperation() {
  return applyDecorators(
    UseInterceptors(OperationInterceptor),
    ApiHeader({
      name: 'Prefer',
      required: false,
      description: '`wait=SECONDS` (300 at most) waits for the end of the operation.',
      example: 'wait=30',
    }),
    ApiResponse({
      status: 200,
      type: OperationDto,
      description: 'It succeeded within the time waited.',
    }),
    ApiResponse({
      status: 202,
      type: OperationDto,
      description: 'It is under way.',
      headers: {
        Location: { description: 'Address of the operation.', schema: { type: 'string' } },
      },
    }),
  );
}

/** Mark the route that cancels an operation: its answer is the operation, after `Prefer: wait` as it ended. */
export function AnswersCancelledOperation() {
  return applyDecorators(
    SetMetadata(CANCELS_METADATA, true),
    UseInterceptors(OperationInterceptor),
    ApiHeader({
      name: 'Prefer',
      required: false,
      description: '`wait=SECONDS` (300 at most) waits for its end.',
    }),
    ApiOkResponse({ type: OperationDto, description: 'It ended within the time waited.' }),
    ApiAcceptedResponse({ type: OperationDto, description: 'It is being undone.' }),
  );
}
