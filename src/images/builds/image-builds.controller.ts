import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../auth/access/access.decorators.js';
import type { Actor } from '../../auth/access/actor.js';
import { ApiProblems } from '../../common/http/api-responses.js';
import type { OperationDto } from '../../operations/dto.js';
import { OperationResponse } from '../../operations/operation-response.js';
import { BuildImageDto, ImageRecipesDto } from './dto.js';
import { ImageBuilds } from './image-builds.service.js';

@ApiTags('images')
@Controller('images/builds')
export class ImageBuildsController {
  constructor(private readonly builds: ImageBuilds) {}

  @Get()
  @ApiOperation({ summary: 'List the images that the server can build' })
  @ApiOkResponse({ type: ImageRecipesDto })
  @ApiProblems({})
  list(): Promise<ImageRecipesDto> {
    return this.builds.recipes();
  }

  @Post()
  @OperationResponse()
  @ApiOperation({
    summary: 'Build an image on the host of the server',
    description:
      'An operation builds the image and registers it. One build of each recipe runs at a time.',
  })
  @ApiProblems({
    400: '`invalidInput`: a field is wrong.',
    403: '`forbidden`: needs the role operator.',
    409: '`nameTaken`; `imageBuildBusy`: an image is being built with the same recipe. `compressionUnavailable`: the host of the server cannot compress images. `tinyNeedsApt`, `tinyUnsupportedArch`, `jeosProgramsMissing`, `jeosNoSubordinateIds`, `jeosNoNamespaces`, `jeosNoSpace`, `jeosNoTemporaryFolder`, `jeosUnsupportedArch`: the server cannot build it, see `problem` of `GET /images/builds`.',
    503: '`libvirtUnavailable`',
  })
  build(@Body() dto: BuildImageDto, @CurrentActor() actor: Actor): Promise<OperationDto> {
    return this.builds.start(dto, actor.name);
  }
}
