import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Roles } from '../auth/access/access.decorators.js';
import { ApiProblems } from '../common/http/api-responses.js';
import { ListVolumesQueryDto, StorageVolumesDto } from './dto.js';
import { PoolVolumes } from './pool-volumes.js';

@ApiTags('storage')
@Controller('storage')
export class StorageController {
  constructor(private readonly volumes: PoolVolumes) {}

  @Get('volumes')
  @Roles('operator')
  @ApiOperation({
    summary: 'List the volumes of libvirt that can become images',
    description: 'The pools are those of the setting PICOSTACK_IMPORT_POOLS.',
  })
  @ApiOkResponse({ type: StorageVolumesDto })
  @ApiProblems({
    400: '`invalidInput`: a query parameter is wrong.',
    403: '`forbidden`: needs the role operator. `storagePoolNotAllowed`: images may not be imported from the pool.',
    404: '`storagePoolNotFound`',
    409: '`storagePoolStopped`: the pool is not running.',
    503: '`libvirtUnavailable`',
  })
  list(@Query() { pool }: ListVolumesQueryDto): Promise<StorageVolumesDto> {
    return this.volumes.list(pool);
  }
}
