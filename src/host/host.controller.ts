import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../common/http/api-responses.js';
import { HostDto } from './host.dto.js';
import { HostService } from './host.service.js';

@ApiTags('host')
@Controller('host')
export class HostController {
  constructor(private readonly host: HostService) {}

  @Get()
  @ApiOperation({
    summary:
      'Describe the host: libvirt, virtualization type, processors, memory and storage pools',
  })
  @ApiOkResponse({ type: HostDto })
  @ApiProblems({})
  describe(): Promise<HostDto> {
    return this.host.describe();
  }
}
