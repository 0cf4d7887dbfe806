import { Controller, Get, Header, Param, Req, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Readable } from 'node:stream';
import { ApiProblems } from '../../common/http/api-responses.js';
import { ScreenshotsService } from './screenshots.service.js';

@ApiTags('instances')
@Controller('instances')
export class ScreenshotsController {
  constructor(private readonly screenshots: ScreenshotsService) {}

  @Get(':id/screenshot')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Take a screenshot of an instance, as PNG' })
  @ApiProduces('image/png')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiProblems({
    404: '`instanceNotFound`',
    409: '`notRunning`: only a running guest has a screen. `screenUnavailable`: it has no screen, or is starting or stopping.',
    503: '`libvirtUnavailable`',
  })
  async take(@Param('id') id: string, @Req() { method }: Request): Promise<StreamableFile> {
    if (method === 'HEAD') await this.screenshots.requireActive(id);
    // For a HEAD request no screenshot is taken, so its length is unknown.
    if (method === 'HEAD') return new StreamableFile(Readable.from([]), { type: 'image/png' });
    return new StreamableFile(await this.screenshots.take(id), { type: 'image/png' });
  }
}
