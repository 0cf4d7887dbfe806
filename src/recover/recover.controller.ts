import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, Roles } from '../auth/access/access.decorators.js';
import type { Actor } from '../auth/access/actor.js';
import { ApiProblems } from '../common/http/api-responses.js';
import { RecoveryDto } from './dto.js';
import { RecoverService } from './recover.service.js';

/** Restore a lost database. */
@ApiTags('host')
@Controller('recover')
export class RecoverController {
  constructor(private readonly service: RecoverService) {}

  @Post()
  @Roles('admin')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Restore missing records from libvirt',
    description:
      'Use this after the database was lost or replaced by an older copy. Images are restored from the volumes in their storage pool, instances and their port mappings from the metadata of their domains. Recorded values are validated like a request; values that are not valid are left out and listed in `problems`. If the metadata or the record of an instance names another disk or image than the domain uses, the domain decides. A domain without metadata is recognized by its disk, and gets its metadata again. Users and tokens cannot be restored. Nothing else in libvirt changes, and no disk is deleted.',
  })
  @ApiOkResponse({ type: RecoveryDto })
  @ApiProblems({
    403: '`forbidden`: the caller needs the role admin.',
    503: '`libvirtUnavailable`: picostack cannot reach libvirt.',
  })
  recover(@CurrentActor() actor: Actor): Promise<RecoveryDto> {
    return this.service.recover(actor.name);
  }
}
