import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../auth/access/access.decorators.js';
import type { Actor } from '../../auth/access/actor.js';
import { ApiPage, ApiProblems } from '../../common/http/api-responses.js';
import { ListQueryDto } from '../../common/http/list-query.js';
import { AdoptionService } from './adoption.service.js';
import { ForeignDomainDto } from '../dto/domain.dto.js';
import { InstanceDto } from '../dto/instance.dto.js';
import { ForeignDomains } from './foreign-domains.js';

const FORBIDDEN = '`forbidden`: the caller needs the role operator.';
const UNAVAILABLE = '`libvirtUnavailable`: picostack cannot reach libvirt.';

/** List and adopt foreign domains. */
@ApiTags('domains')
@Controller('domains')
export class DomainsController {
  constructor(
    private readonly foreign: ForeignDomains,
    private readonly adoption: AdoptionService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List the foreign domains',
    description:
      'A foreign domain has no instance record. Picostack lists it and never changes it. Sort by `name` or `-name`.',
  })
  @ApiPage(ForeignDomainDto)
  @ApiProblems({
    400: '`invalidInput`: a query parameter is not valid.',
    409: '`libvirtFailed`',
    503: UNAVAILABLE,
  })
  list(@Query() query: ListQueryDto) {
    return this.foreign.list(query);
  }

  @Post(':id/adopt')
  @ApiOperation({
    summary: 'Adopt a domain as an instance, by UUID or name',
    description:
      'Only the metadata of the domain changes, whether it is running or not. Its disks stay where they are. The instance has no image and no flavour. Ports can be mapped if the first network card has the type `user`. Deleting the instance releases the domain: only the record and the metadata are removed.',
  })
  @ApiCreatedResponse({ type: InstanceDto })
  @ApiProblems({
    403: FORBIDDEN,
    404: '`domainNotFound`, also if the domain is already an instance.',
    409: '`cannotAdopt`: `reason` says why, and what to do. `nameTaken`. `libvirtFailed`',
    503: UNAVAILABLE,
  })
  adopt(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<InstanceDto> {
    return this.adoption.adopt(id, actor.name);
  }
}
