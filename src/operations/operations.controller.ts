import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentActor } from '../auth/access/access.decorators.js';
import type { Actor } from '../auth/access/actor.js';
import { ApiPage, ApiProblems } from '../common/http/api-responses.js';
import { AnswersCancelledOperation, waitSeconds } from './answers-operation.js';
import { ListOperationsQueryDto, OperationDto } from './dto.js';
import { OperationsService } from './operations.service.js';

@ApiTags('operations')
@Controller('operations')
export class OperationsController {
  constructor(private readonly operations: OperationsService) {}

  @Get()
  @ApiOperation({ summary: 'List the long work that was asked for, newest first' })
  @ApiPage(OperationDto)
  @ApiProblems({ 400: '`invalidInput`: a query parameter is wrong.' })
  list(@Query() query: ListOperationsQueryDto) {
    return this.operations.list(query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'How far one operation is' })
  @ApiHeader({ name: 'Prefer', required: false, description: '`wait=SECONDS` waits for its end.' })
  @ApiOkResponse({ type: OperationDto })
  @ApiProblems({ 404: '`operationNotFound`' })
  get(@Param('id') id: string, @Req() request: Request): Promise<OperationDto> {
    return this.operations.settled(id, (waitSeconds(request) ?? 0) * 1000);
  }

  @Post(':id/cancel')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Cancel it: what it has done so far is undone',
    description: 'Legal while `canCancel` is true. It ends as `cancelled` a little later.',
  })
  @AnswersCancelledOperation()
  @ApiProblems({
    403: '`forbidden`: needs the role operator.',
    404: '`operationNotFound`',
    409: '`operationEnded`, `cannotCancel`: it is past the point where it could be undone.',
  })
  cancel(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<OperationDto> {
    return this.operations.cancel(id, actor.name);
  }
}
