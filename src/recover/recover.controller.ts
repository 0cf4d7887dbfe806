import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, Roles } from '../auth/access/access.decorators.js';
import type { Actor } from '../auth/access/actor.js';
import { ApiProblems } from '../common/http/api-responses.js';
import { RecoveryDto } from './dto.js';
import { RecoverService } from './recover.service.js';

@ApiTags('host')
@Controller('recover')
export class RecoverController {
  constructor(private readonly service: RecoverService) {}

  @Post()
  @Roles('admin')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Make records again that are missing, from what libvirt has',
    description:
      'For a lost or older database: images from the volumes in their pool, instances and their ports from what their domains carry. What is found is checked as a request is; what cannot be taken is left out and listed in `problems`, and the rest is brought back. Where the metadata or the record of an instance names another disk or image than its domain has, the domain is believed. A domain that has lost its metadata is found by its disk, and gets metadata again. People and tokens are not there to be found. Nothing else in libvirt is changed, and no disk is deleted.',
  })
  @ApiOkResponse({ type: RecoveryDto })
  @ApiProblems({
    403: '`forbidden`: needs the role admin.',
    503: '`libvirtUnavailable`: libvirt is out of reach.',
  })
  recover(@CurrentActor() actor: Actor): Promise<RecoveryDto> {
    return this.service.recover(actor.name);
  }
}
