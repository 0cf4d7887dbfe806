import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../common/http/api-responses.js';
import { ScreenshotsService } from './screenshots.service.js';

@ApiTags('instances')
@Controller('instances')
export class ScreenshotsController {
  constructor(private readonly screenshots: ScreenshotsService) {}

  @Get(':id/screenshot')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'A picture of its screen, as PNG' })
  @ApiProduces('image/png')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiProblems({
    404: '`instanceNotFound`',
    409: '`notRunning`: only a guest that runs has a screen.',
    500: '`libvirtFailed`',
    503: '`libvirtUnavailable`',
  })
  async take(@Param('id') id: string): Promise<StreamableFile> {
    return new StreamableFile(await this.screenshots.take(id), { type: 'image/png' });
  }
}
