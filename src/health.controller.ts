import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from './auth/access/access.decorators.js';
import {
  LibvirtUnavailableError,
  NotReadyError,
  StoragePoolUnavailableError,
} from './common/errors.js';
import { ProblemDto } from './common/http/problem.js';
import { DatabaseHealth } from './database/database-health.js';
import { LibvirtService } from './libvirt/index.js';
import { StoragePools } from './storage/storage-pools.js';

/** The time limit of a readiness check while libvirt does not respond. */
const POOLS_LIMIT_MS = 2_000;

/** The response of a healthy server. */
class HealthDto {
  @ApiProperty({ enum: ['ok'], description: 'Always `ok`: otherwise the answer is a problem.' })
  status!: 'ok';
}

@ApiTags('health')
@Public()
@Controller()
export class HealthController {
  constructor(
    private readonly libvirt: LibvirtService,
    private readonly pools: StoragePools,
    private readonly database: DatabaseHealth,
  ) {}

  @Get('healthz')
  @ApiOperation({ summary: 'Liveness check' })
  @ApiOkResponse({ type: HealthDto })
  healthz(): HealthDto {
    return { status: 'ok' };
  }

  @Get('readyz')
  @ApiOperation({
    summary: 'Readiness check',
    description:
      'The server is ready if it can write to the database, libvirt responds, and both storage pools can be used.',
  })
  @ApiOkResponse({ type: HealthDto })
  @ApiResponse({
    status: 503,
    type: ProblemDto,
    description:
      '`starting`, `libvirtUnavailable`, `storagePoolUnavailable`, `insufficientStorage` (the filesystem of ' +
      'the database is full), `databaseCorrupt`, `databaseUnavailable`',
  })
  async readyz(): Promise<HealthDto> {
    this.database.requireWritable();
    this.libvirt.requireConnected();
    await this.requirePools();
    return { status: 'ok' };
  }

  private async requirePools(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      const seconds = POOLS_LIMIT_MS / 1000;
      timer = setTimeout(
        () =>
          reject(new LibvirtUnavailableError(this.libvirt.uri, {}, `no response for ${seconds} s`)),
        POOLS_LIMIT_MS,
      );
    });
    try {
      await Promise.race([this.pools.requireAll(), limit]);
    } catch (error) {
      if (!(error instanceof StoragePoolUnavailableError)) throw error;
      throw new NotReadyError(error.code, error.message, error.details, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }
}
