import { Body, Controller, Get, Header, Param, Patch, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../auth/access/access.decorators.js';
import type { Actor } from '../auth/access/actor.js';
import { ApiPage, ApiProblems } from '../common/http/api-responses.js';
import { type ETagRule, HasETag } from '../common/http/etag.js';
import { EventDto, ListInstanceEventsQueryDto } from '../events/dto.js';
import { InstanceDto, ListInstancesQueryDto } from './dto/instance.dto.js';
import { InstancesService } from './instances.service.js';
import { UpdateInstanceDto } from './dto/update-instance.dto.js';

const FORBIDDEN = '`forbidden`: the caller needs the role operator.';
const NOT_FOUND = '`instanceNotFound`';
const UNAVAILABLE = '`libvirtUnavailable`: picostack cannot reach libvirt.';
/** Fields that change without a PATCH do not count. */
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

/** List, show and update instances. */
@ApiTags('instances')
@Controller('instances')
export class InstancesController {
  constructor(private readonly instances: InstancesService) {}

  @Get()
  @ApiOperation({ summary: 'List instances' })
  @ApiPage(InstanceDto)
  @ApiProblems({ 400: '`invalidInput`: a query parameter is not valid.' })
  list(@Query() query: ListInstancesQueryDto) {
    return this.instances.list(query);
  }

  @Get(':id')
  @HasETag(ETAG)
  @ApiOperation({ summary: 'Get an instance by id or name' })
  @ApiOkResponse({ type: InstanceDto })
  @ApiProblems({ 404: NOT_FOUND })
  get(@Param('id') id: string): Promise<InstanceDto> {
    return this.instances.get(id);
  }

  @Patch(':id')
  @HasETag(ETAG)
  @ApiOperation({
    summary: 'Update the description, tags, notes, protection or autostart of an instance',
    description: 'Fields that the request does not contain stay as they are.',
  })
  @ApiOkResponse({ type: InstanceDto })
  @ApiProblems({
    400: '`invalidInput`: a field is not valid.',
    403: FORBIDDEN,
    404: NOT_FOUND,
    409: '`noDefinition`: the domain was undefined while it was running, so autostart cannot be set. `libvirtFailed`',
    503: UNAVAILABLE,
  })
  update(
    @Param('id') id: string,
    @Body() dto: UpdateInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<InstanceDto> {
    return this.instances.update(id, dto, actor.name);
  }

  @Get(':id/xml')
  @Header('Content-Type', 'application/xml')
  @ApiOperation({ summary: 'Get the domain XML of an instance' })
  @ApiProduces('application/xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiProblems({ 404: NOT_FOUND, 409: '`libvirtFailed`', 503: UNAVAILABLE })
  xml(@Param('id') id: string): Promise<string> {
    return this.instances.xml(id);
  }

  @Get(':id/events')
  @ApiOperation({ summary: 'List the events of an instance, newest first' })
  @ApiPage(EventDto)
  @ApiProblems({ 400: '`invalidInput`: a query parameter is not valid.', 404: NOT_FOUND })
  events(@Param('id') id: string, @Query() query: ListInstanceEventsQueryDto) {
    return this.instances.eventsOf(id, query);
  }
}
