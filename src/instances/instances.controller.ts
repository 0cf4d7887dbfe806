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

const FORBIDDEN = '`forbidden`: needs the role operator.';
const NOT_FOUND = '`instanceNotFound`';
const UNAVAILABLE = '`libvirtUnavailable`: libvirt is out of reach.';
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
  constructor(private readonly instances: InstancesService) {}

  @Get()
  @ApiOperation({ summary: 'List the instances' })
  @ApiPage(InstanceDto)
  @ApiProblems({ 400: '`invalidInput`: a query parameter is wrong.' })
  list(@Query() query: ListInstancesQueryDto) {
    return this.instances.list(query);
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
