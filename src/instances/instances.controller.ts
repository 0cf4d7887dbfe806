import { Body, Controller, Delete, Get, Header, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../auth/access.decorators.js';
import type { Actor } from '../auth/actor.js';
import { ApiPage, ApiProblems } from '../common/http/api-responses.js';
import { type ETagRule, HasETag } from '../common/http/etag.js';
import { EventDto, ListInstanceEventsQueryDto } from '../events/dto.js';
import { AnswersOperation } from '../operations/answers-operation.js';
import type { OperationDto } from '../operations/dto.js';
import { CreateInstanceDto } from './dto/create-instance.dto.js';
import {
  DeleteInstanceQueryDto,
  InstanceDto,
  ListInstancesQueryDto,
  StopInstanceDto,
} from './dto/instance.dto.js';
import { InstanceActions } from './actions/instance-actions.js';
import { InstancesService } from './instances.service.js';
import { UpdateInstanceDto } from './dto/update-instance.dto.js';

const FORBIDDEN = '`forbidden`: needs the role operator.';
const NOT_FOUND = '`instanceNotFound`';
const ILLEGAL =
  '`illegalState`: not possible in its state; `legal` lists what is. `noDefinition`: its domain was undefined while it runs; `savedState`: its memory is saved to disk; `domainBusy`: another job holds the domain; `libvirtFailed`: libvirt refused it.';
const UNAVAILABLE = '`libvirtUnavailable`: libvirt is out of reach.';
const ACTION_PROBLEMS = {
  403: FORBIDDEN,
  404: NOT_FOUND,
  409: ILLEGAL,
  503: UNAVAILABLE,
};

/** What changes by itself does not count. */
const ETAG: ETagRule<InstanceDto> = {
  type: 'instance',
  service: InstancesService,
  leftOut: [
    'state',
    'stateReason',
    'lastError',
    'isActive',
    'isPersistent',
    'hasSavedState',
    'actions',
    'refusals',
    'ports',
    'startedAt',
    'pendingSize',
  ],
};

@ApiTags('instances')
@Controller('instances')
export class InstancesController {
  constructor(
    private readonly instances: InstancesService,
    private readonly actions: InstanceActions,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List the instances' })
  @ApiPage(InstanceDto)
  @ApiProblems({ 400: '`invalidInput`: a query parameter is wrong.' })
  list(@Query() query: ListInstancesQueryDto) {
    return this.instances.list(query);
  }

  @Post()
  @AnswersOperation()
  @ApiOperation({
    summary: 'Clone an image into a new instance, or many, and start it',
    description:
      'With `count` it is one operation `instance.createMany`, shown with the pattern as its name: all are made or none; then they are started.',
  })
  @ApiProblems({
    400: '`invalidInput`: a field is wrong.',
    403: FORBIDDEN,
    404: '`imageNotFound`, `flavourNotFound`',
    409: '`nameTaken`, `imageNotReady`, `portTaken`, `noFreePort`, `addressNotOnHost`, `privilegedPort`, `imageFileMissing`, `libvirtFailed`',
    503: UNAVAILABLE,
    507: '`insufficientStorage`',
  })
  create(@Body() dto: CreateInstanceDto, @CurrentActor() actor: Actor): Promise<OperationDto> {
    return this.actions.create(dto, actor.name);
  }

  @Get(':id')
  @HasETag(ETAG)
  @ApiOperation({ summary: 'One instance, by id or name' })
  @ApiOkResponse({ type: InstanceDto })
  @ApiProblems({ 404: NOT_FOUND })
  get(@Param('id') id: string): Promise<InstanceDto> {
    return this.instances.get(id);
  }

  @Patch(':id')
  @HasETag(ETAG)
  @ApiOperation({
    summary: 'Change its description, tags, notes, protection, or whether it starts with the host',
    description: 'What is left out stays as it is.',
  })
  @ApiOkResponse({ type: InstanceDto })
  @ApiProblems({
    400: '`invalidInput`: a field is wrong.',
    403: FORBIDDEN,
    404: NOT_FOUND,
    409: '`noDefinition`: its domain was undefined while it runs, so that it cannot start with the host. `libvirtFailed`',
    503: UNAVAILABLE,
  })
  update(
    @Param('id') id: string,
    @Body() dto: UpdateInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<InstanceDto> {
    return this.instances.update(id, dto, actor.name);
  }

  @Delete(':id')
  @AnswersOperation()
  @ApiOperation({
    summary: 'Delete an instance with its disk and its ports',
    description:
      'Legal while its QEMU does not run; with `force=true` also while it runs. With `keepDisk=true` its disk stays in the storage pool. One that was adopted is only let go, also while it runs: its domain and its disks stay, whatever is asked for. Not while it is protected, with force neither.',
  })
  @ApiProblems({
    ...ACTION_PROBLEMS,
    409: `${ILLEGAL} \`deleteProtected\`: PATCH it with \`isProtected: false\` first; \`diskInUse\`: \`domains\` and \`volumes\` use its disk; \`storagePoolUnavailable\`.`,
  })
  remove(
    @Param('id') id: string,
    @Query() query: DeleteInstanceQueryDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.actions.remove(id, query, actor.name);
  }

  @Post(':id/start')
  @AnswersOperation()
  @ApiOperation({
    summary: 'Start it',
    description:
      'Legal while its QEMU does not run. Where its memory is saved to disk (`hasSavedState`), it is resumed.',
  })
  @ApiProblems(ACTION_PROBLEMS)
  start(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<OperationDto> {
    return this.actions.start(id, actor.name);
  }

  @Post(':id/stop')
  @AnswersOperation()
  @ApiOperation({
    summary: 'Stop it',
    description:
      'Legal while its QEMU runs, and its domain has a definition. The power button is pressed (ACPI); a guest that does not shut down within the limit is forced off, and one that crashed at once. A guest that sleeps is woken first.',
  })
  @ApiProblems({ 400: '`invalidInput`: a field is wrong.', ...ACTION_PROBLEMS })
  stop(
    @Param('id') id: string,
    @Body() dto: StopInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.actions.stop(id, dto, actor.name);
  }

  @Post(':id/restart')
  @AnswersOperation()
  @ApiOperation({
    summary: 'Stop it, then start it',
    description: 'Legal while it runs, or crashed and is kept, and its domain has a definition.',
  })
  @ApiProblems({ 400: '`invalidInput`: a field is wrong.', ...ACTION_PROBLEMS })
  restart(
    @Param('id') id: string,
    @Body() dto: StopInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.actions.restart(id, dto, actor.name);
  }

  @Post(':id/pause')
  @AnswersOperation()
  @ApiOperation({
    summary: 'Stop its processors; its memory stays',
    description: 'Legal while it runs.',
  })
  @ApiProblems(ACTION_PROBLEMS)
  pause(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<OperationDto> {
    return this.actions.pause(id, actor.name);
  }

  @Post(':id/resume')
  @AnswersOperation()
  @ApiOperation({
    summary: 'Resume it',
    description: 'Legal while it is paused; a guest that sleeps is woken.',
  })
  @ApiProblems(ACTION_PROBLEMS)
  resume(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<OperationDto> {
    return this.actions.resume(id, actor.name);
  }

  @Post(':id/discard-saved-state')
  @AnswersOperation()
  @ApiOperation({
    summary: 'Discard the memory of it that is saved to disk',
    description:
      'Legal while `hasSavedState` is true. What the guest had in memory is lost, as if the plug had been pulled; its next start boots it.',
  })
  @ApiProblems(ACTION_PROBLEMS)
  discardSavedState(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<OperationDto> {
    return this.actions.discardSavedState(id, actor.name);
  }

  @Get(':id/xml')
  @Header('Content-Type', 'application/xml')
  @ApiOperation({ summary: 'The domain XML, as libvirt has it' })
  @ApiProduces('application/xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiProblems({ 404: NOT_FOUND, 409: '`libvirtFailed`', 503: UNAVAILABLE })
  xml(@Param('id') id: string): Promise<string> {
    return this.instances.xml(id);
  }

  @Get(':id/events')
  @ApiOperation({ summary: 'What happened to it, newest first' })
  @ApiPage(EventDto)
  @ApiProblems({ 400: '`invalidInput`: a query parameter is wrong.', 404: NOT_FOUND })
  events(@Param('id') id: string, @Query() query: ListInstanceEventsQueryDto) {
    return this.instances.eventsOf(id, query);
  }
}
