import { Controller, Get, Header, Inject, NotFoundException, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../auth/access/access.decorators.js';
import { Authenticator } from '../auth/authenticator.js';
import { UnauthenticatedError } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { MetricsService } from './metrics.service.js';

/** `GET /metrics`: for Prometheus, in its own format, so it is not a part of the API. */
@ApiExcludeController()
@Public()
@Controller()
export class MetricsController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly authenticator: Authenticator,
    private readonly metrics: MetricsService,
  ) {}

  @Get('metrics')
  @Header('Cache-Control', 'no-store')
  async scrape(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.requireAccess(request);
    response.type(this.metrics.contentType).send(await this.metrics.scrape());
  }

  private async requireAccess(request: Request): Promise<void> {
    const { metricsAccess } = this.settings;
    if (metricsAccess === 'open') return;
    if (metricsAccess === 'off') throw new NotFoundException('The metrics are turned off.');
    if (!(await this.authenticator.authenticate(request))) throw new UnauthenticatedError();
  }
}
