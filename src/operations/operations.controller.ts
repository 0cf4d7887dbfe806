import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentActor } from '../auth/access/access.decorators.js';
import type { Actor } from '../auth/access/actor.js';
import { ApiPage, ApiProblems } from '../common/http/api-responses.js';
import { CancelledOperationResponse, waitMsOf } from './operation-response.js';
import { ListOperationsQueryDto, OperationDto } from './dto.js';
import { OperationsService } from './operations.service.js';

@ApiTags('operations')
@Controller('operations')
export class OperationsController {
  constructor(private readonly operations: OperationsService) {}

  @Get()
  @ApiOperation({ summary: 'List long-running operations, newest first' })
  @ApiPage(OperationDto)
  @ApiProblems({ 400: '`invalidInput`: a query parameter is not valid.' })
  list(@Query() query: ListOperationsQueryDto) {
    return this.operations.list(query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get an operation and its progress' })
  @ApiHeader({
    name: 'Prefer',
    required: false,
    description: '`wait=SECONDS` waits until the operation ends.',
  })
  @ApiOkResponse({ type: OperationDto })
  @ApiProblems({ 404: '`operationNotFound`' })
  get(@Param('id') id: string, @Req() request: Request): Promise<OperationDto> {
    return this.operations.get(id, waitMsOf(request));
  }

  @Post(':id/cancel')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Cancel an operation and undo its changes',
    description:
      'Legal while `canCancel` is true. The operation ends as `cancelled` after its changes are undone.',
  })
  @CancelledOperationResponse()
  @ApiProblems({
    403: '`forbidden`: the caller needs the role operator.',
    404: '`operationNotFound`',
    409: '`operationEnded`. `cannotCancel`: the operation is past the point where it can be undone.',
  })
  cancel(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<OperationDto> {
    return this.operations.cancel(id, actor.name);
  }
}
