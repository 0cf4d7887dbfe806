import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentActor, TakesBytes } from '../auth/access/access.decorators.js';
import type { Actor } from '../auth/access/actor.js';
import { ApiPage, ApiProblems } from '../common/http/api-responses.js';
import { type ETagRule, HasETag } from '../common/http/etag.js';
import { OperationResponse } from '../operations/operation-response.js';
import type { OperationDto } from '../operations/dto.js';
import { CreateImageDto, ImageDto, ListImagesQueryDto, UpdateImageDto } from './dto.js';
import { ImageRequests } from './image-requests.js';
import { ImagesService } from './images.service.js';

/** What changes by itself does not count. */
const ETAG: ETagRule<ImageDto> = {
  type: 'image',
  service: ImagesService,
  leftOut: [
    'status',
    'virtualSizeBytes',
    'fileSizeBytes',
    'uploadedBytes',
    'sha256',
    'cloneCount',
    'lastError',
  ],
};

@ApiTags('images')
@Controller('images')
export class ImagesController {
  constructor(
    private readonly images: ImagesService,
    private readonly requests: ImageRequests,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List the images' })
  @ApiPage(ImageDto)
  @ApiProblems({ 400: '`invalidInput`: a query parameter is wrong.' })
  list(@Query() query: ListImagesQueryDto) {
    return this.images.list(query);
  }

  @Post()
  @OperationResponse()
  @ApiOperation({
    summary: 'Register an image',
    description:
      'Without `path` the content follows with `PUT /images/{id}/content`; with it the host reads the file.',
  })
  @ApiCreatedResponse({ type: ImageDto, description: 'It waits for its content.' })
  @ApiProblems({
    400: '`invalidInput`: a field is wrong, or the path is not allowed.',
    403: '`forbidden`: needs the role operator.',
    409: '`nameTaken`',
    503: '`libvirtUnavailable`',
  })
  create(
    @Body() dto: CreateImageDto,
    @CurrentActor() actor: Actor,
  ): Promise<ImageDto | OperationDto> {
    return this.requests.create(dto, actor.name);
  }

  @Get(':id')
  @HasETag(ETAG)
  @ApiOperation({ summary: 'One image, by id or name' })
  @ApiOkResponse({ type: ImageDto })
  @ApiProblems({ 404: '`imageNotFound`' })
  get(@Param('id') id: string): Promise<ImageDto> {
    return this.images.get(id);
  }

  @Patch(':id')
  @HasETag(ETAG)
  @ApiOperation({ summary: 'Change what is said of an image; its content never changes' })
  @ApiOkResponse({ type: ImageDto })
  @ApiProblems({
    400: '`invalidInput`: a field is wrong.',
    403: '`forbidden`: needs the role operator.',
    404: '`imageNotFound`',
    409: '`nameTaken`',
  })
  update(
    @Param('id') id: string,
    @Body() dto: UpdateImageDto,
    @CurrentActor() actor: Actor,
  ): Promise<ImageDto> {
    return this.images.update(id, dto, actor.name);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete an image that has no clones' })
  @ApiNoContentResponse({ description: 'It is gone, and its volume.' })
  @ApiProblems({
    403: '`forbidden`: needs the role operator.',
    404: '`imageNotFound`',
    409: '`imageInUse`: clones of it stand, `instances` names them, or disks that were kept, in `disks`, or others use its file, in `domains` and `volumes`; `imageBusy`: its content is coming in.',
    503: '`libvirtUnavailable`',
  })
  remove(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    return this.images.remove(id, actor.name);
  }

  @Put(':id/content')
  @TakesBytes()
  @ApiOperation({
    summary: 'Send the content of an image',
    description:
      'The bytes of the disk image as they are, streamed: `curl -T disk.qcow2 -H "Authorization: Bearer ..." .../content`. ' +
      'Content that is refused leaves nothing behind, neither a file nor the record.',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ type: ImageDto, description: 'It is ready.' })
  @ApiProblems({
    403: '`forbidden`: needs the role operator.',
    404: '`imageNotFound`',
    409: '`imageImmutable`: it has its content; `imageBusy`: its content is coming in.',
    415: '`unsupportedMediaType`: send the bytes as they are.',
    422: 'The content is refused: `imageFormatMismatch`, `imageCompressed`, `imageTooShort`, `imageTooLarge`, `imageHasBackingFile`, `imageHasDataFile`, `imageEncrypted`, `imageDirty`, `imageCorrupt`, `imageUnsupported`, `checksumMismatch`, `uploadCutOff`, `uploadTooSlow`.',
    503: '`libvirtUnavailable`',
    507: '`insufficientStorage`',
  })
  put(
    @Param('id') id: string,
    @Req() request: Request,
    @CurrentActor() actor: Actor,
  ): Promise<ImageDto> {
    return this.requests.put(id, request, actor.name);
  }

  @Get(':id/content')
  @ApiOperation({ summary: 'Download an image, as qcow2' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiProblems({ 404: '`imageNotFound`', 409: '`imageNotReady`', 503: '`libvirtUnavailable`' })
  download(
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.requests.download(id, request, response);
  }
}
