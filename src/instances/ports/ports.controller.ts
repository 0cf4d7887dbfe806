import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../auth/access/access.decorators.js';
import type { Actor } from '../../auth/access/actor.js';
import { ApiPage, ApiProblems } from '../../common/http/api-responses.js';
import { ListQueryDto } from '../../common/http/list-query.js';
import { CreatePortMappingDto, PortMappingDto } from '../dto/port.dto.js';
import { PortMappingsService } from './port-mappings.service.js';

/** The port mappings of an instance. */
@ApiTags('instances')
@Controller('instances/:id/ports')
export class PortsController {
  constructor(private readonly ports: PortMappingsService) {}

  @Get()
  @ApiOperation({ summary: 'List the port mappings of an instance' })
  @ApiPage(PortMappingDto)
  @ApiProblems({
    400: '`invalidInput`: a query parameter is not valid.',
    404: '`instanceNotFound`',
  })
  list(@Param('id') id: string, @Query() query: ListQueryDto) {
    return this.ports.list(id, query);
  }

  @Post()
  @ApiOperation({
    summary: 'Forward a port of the host to a port of the guest',
    description: 'Takes effect immediately if the guest is running.',
  })
  @ApiCreatedResponse({ type: PortMappingDto })
  @ApiProblems({
    400: '`invalidInput`: a field is not valid.',
    403: '`forbidden`: the caller needs the role operator.',
    404: '`instanceNotFound`',
    409: '`portTaken`, `noFreePort`. `addressNotOnHost`: the host does not have this address. `privilegedPort`: the port is reserved for root. `forwardFailed`: QEMU could not open the port; `reason` says why. `illegalState`: the instance has no domain. `noUserNetwork`: the instance has no network card of type `user`.',
    503: '`libvirtUnavailable`',
  })
  add(
    @Param('id') id: string,
    @Body() dto: CreatePortMappingDto,
    @CurrentActor() actor: Actor,
  ): Promise<PortMappingDto> {
    return this.ports.add(id, dto, actor.name);
  }

  @Delete(':portId')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove a port mapping',
    description: 'Takes effect immediately if the guest is running.',
  })
  @ApiNoContentResponse({ description: 'The port mapping is removed.' })
  @ApiProblems({
    403: '`forbidden`: the caller needs the role operator.',
    404: '`instanceNotFound`, `portMappingNotFound`',
    503: '`libvirtUnavailable`',
  })
  remove(
    @Param('id') id: string,
    @Param('portId') portId: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.ports.remove(id, portId, actor.name);
  }
}
