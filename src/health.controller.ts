import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from './auth/access.decorators.js';
import { ProblemDto } from './common/http/problem.js';
import { LibvirtService } from './libvirt/index.js';

/** That all is well. */
class HealthDto {
  @ApiProperty({ enum: ['ok'], description: 'Always `ok`: otherwise the answer is a problem.' })
  status!: 'ok';
}

@ApiTags('health')
@Public()
@Controller()
export class HealthController {
  constructor(private readonly libvirt: LibvirtService) {}

  @Get('healthz')
  @ApiOperation({ summary: 'Whether the server lives' })
  @ApiOkResponse({ type: HealthDto })
  healthz(): HealthDto {
    return { status: 'ok' };
  }

  @Get('readyz')
  @ApiOperation({ summary: 'Whether the server can do its work: libvirt answers, and was read' })
  @ApiOkResponse({ type: HealthDto })
  @ApiResponse({ status: 503, type: ProblemDto, description: '`libvirtUnavailable`' })
  readyz(): HealthDto {
    this.libvirt.requireConnected();
    return { status: 'ok' };
  }
}
