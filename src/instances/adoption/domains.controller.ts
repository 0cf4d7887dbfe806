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

const FORBIDDEN = '`forbidden`: needs the role operator.';
const UNAVAILABLE = '`libvirtUnavailable`: libvirt is out of reach.';

@ApiTags('domains')
@Controller('domains')
export class DomainsController {
  constructor(
    private readonly foreign: ForeignDomains,
    private readonly adoption: AdoptionService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List the domains of libvirt that are no instances',
    description:
      'Picostack did not make them, and leaves them alone. Ordered by `name` or `-name`.',
  })
  @ApiPage(ForeignDomainDto)
  @ApiProblems({
    400: '`invalidInput`: a query parameter is wrong.',
    409: '`libvirtFailed`',
    503: UNAVAILABLE,
  })
  list(@Query() query: ListQueryDto) {
    return this.foreign.list(query);
  }

  @Post(':id/adopt')
  @ApiOperation({
    summary: 'Make an instance of a domain, by UUID or name',
    description:
      'Nothing of the domain is changed but its metadata, running or not; its disks stay where they are. The instance has no image and no flavour; ports can be mapped where its first network card is of type `user`. Deleting it lets the domain go: only the record and the metadata are taken away.',
  })
  @ApiCreatedResponse({ type: InstanceDto })
  @ApiProblems({
    403: FORBIDDEN,
    404: '`domainNotFound`; also where it is an instance already.',
    409: '`cannotAdopt`: `reason` says why, and what would help; `nameTaken`; `libvirtFailed`',
    503: UNAVAILABLE,
  })
  adopt(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<InstanceDto> {
    return this.adoption.adopt(id, actor.name);
  }
}
