import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../auth/access/access.decorators.js';
import type { Actor } from '../../auth/access/actor.js';
import { ApiPage, ApiProblems } from '../../common/http/api-responses.js';
import { ListQueryDto } from '../../common/http/list-query.js';
import { CreatePortMappingDto, PortMappingDto } from '../dto/port.dto.js';
import { PortMappingsService } from './port-mappings.service.js';

@ApiTags('instances')
@Controller('instances/:id/ports')
export class PortsController {
  constructor(private readonly ports: PortMappingsService) {}

  @Get()
  @ApiOperation({ summary: 'List its port mappings' })
  @ApiPage(PortMappingDto)
  @ApiProblems({
    400: '`invalidInput`: a query parameter is wrong.',
    404: '`instanceNotFound`',
  })
  list(@Param('id') id: string, @Query() query: ListQueryDto) {
    return this.ports.list(id, query);
  }

  @Post()
  @ApiOperation({ summary: 'Map a port of the guest to a port of the host; takes effect at once' })
  @ApiCreatedResponse({ type: PortMappingDto })
  @ApiProblems({
    400: '`invalidInput`: a field is wrong.',
    403: '`forbidden`: needs the role operator.',
    404: '`instanceNotFound`',
    409: '`portTaken`, `noFreePort`; `addressNotOnHost`: the host has no such address; `privilegedPort`: the port is reserved for root; `forwardFailed`: the guest runs, and QEMU could not open the port: `reason` says why; `illegalState`: it has no domain; `noUserNetwork`: it has no network card of type `user`.',
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
  @ApiOperation({ summary: 'Take a port mapping away; takes effect at once' })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems({
    403: '`forbidden`: needs the role operator.',
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
