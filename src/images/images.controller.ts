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
import {
  CreateImageDto,
  DeleteImageQueryDto,
  DownloadQueryDto,
  ImageDto,
  ListImagesQueryDto,
  LookUpFileDto,
  RemoteFileDto,
  UpdateImageDto,
  VerifyImageDto,
} from './dto.js';
import { ImageDownload } from './lifecycle/image-download.js';
import { ImageRetirement } from './lifecycle/image-retirement.js';
import { ImageUpload } from './import/image-upload.js';
import { ImageUrlImport } from './import/image-url-import.js';
import { ImageVerification } from './lifecycle/image-verification.js';
import { ImagesService } from './images.service.js';

/** The fields that clients cannot change are left out. */
const ETAG: ETagRule<ImageDto> = {
  type: 'image',
  service: ImagesService,
  leftOut: [
    'status',
    'virtualSizeBytes',
    'fileSizeBytes',
    'uploadedBytes',
    'upload',
    'progress',
    'sha256',
    'cloneCount',
    'clonesSizeBytes',
    'version',
    'replacesId',
    'replacedById',
    'fileState',
    'fileSha256',
    'verifiedAt',
    'lastError',
  ],
};

const REMOTE_REFUSALS =
  '`redirectRefused`, `redirectLoop`, `tooManyRedirects`, `remoteContentEncoded`, `checksumNotFound`, `checksumAmbiguous`, `checksumUnsupported`, `checksumFileTooLarge`, `imageFormatMismatch`, `imageCompressed`';
const REMOTE_FAILURES =
  '`remoteNameNotFound`, `remoteUnreachable`, `remoteStatus`, `remoteInvalid`: the other server cannot be reached, or does not send the file.';

@ApiTags('images')
@Controller('images')
export class ImagesController {
  constructor(
    private readonly images: ImagesService,
    private readonly uploads: ImageUpload,
    private readonly urls: ImageUrlImport,
    private readonly downloads: ImageDownload,
    private readonly retirement: ImageRetirement,
    private readonly verification: ImageVerification,
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
      'With `path`, an operation reads the file on the host; with `url`, it downloads the file; with `volume`, it reads a volume of libvirt. Otherwise upload the content with `PUT /images/{id}/content`, or with `/images/{id}/upload`, which can be resumed.',
  })
  @ApiCreatedResponse({ type: ImageDto, description: 'The image, which waits for its content.' })
  @ApiProblems({
    400: '`invalidInput`: a field is wrong, or the path is not allowed. `addressNotAllowed`: the URL leads to an address that is not public.',
    403: '`forbidden`: needs the role operator. `storagePoolNotAllowed`: images may not be imported from the pool.',
    404: '`storagePoolNotFound`, `volumeNotFound`',
    409: '`nameTaken`. With `replaces`: `imageProtected`, `imageNotReady`, `imageBeingReplaced`: the image with this name cannot be replaced now. `storagePoolStopped`: the pool of the volume is not running. `volumeInUse`: a running guest writes to the volume (`domains`). `volumeIsLink`: it is a symbolic link. `compressionUnavailable`: the host of the server cannot compress images.',
    422: REMOTE_REFUSALS,
    502: REMOTE_FAILURES,
    503: '`libvirtUnavailable`',
  })
  create(
    @Body() dto: CreateImageDto,
    @CurrentActor() actor: Actor,
  ): Promise<ImageDto | OperationDto> {
    return this.uploads.register(dto, actor.name);
  }

  @Post('lookup')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Look up a file on another server',
    description: 'Follows redirections and reads the headers of the file, without downloading it.',
  })
  @ApiOkResponse({ type: RemoteFileDto })
  @ApiProblems({
    400: '`invalidInput`: the URL is wrong. `addressNotAllowed`: it leads to an address that is not public.',
    403: '`forbidden`: needs the role operator.',
    422: REMOTE_REFUSALS,
    502: REMOTE_FAILURES,
  })
  lookUp(@Body() { url }: LookUpFileDto): Promise<RemoteFileDto> {
    return this.urls.lookUp(url);
  }

  @Get(':id')
  @HasETag(ETAG)
  @ApiOperation({ summary: 'Get an image by id or name' })
  @ApiOkResponse({ type: ImageDto })
  @ApiProblems({ 404: '`imageNotFound`' })
  get(@Param('id') id: string): Promise<ImageDto> {
    return this.images.get(id);
  }

  @Patch(':id')
  @HasETag(ETAG)
  @ApiOperation({ summary: 'Change the metadata of an image; its content never changes' })
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
  @OperationResponse()
  @ApiOperation({
    summary: 'Delete an image',
    description:
      'An image with clones is deleted only with `makeIndependent=true`: an operation makes its clones independent, one after the other, and then deletes the image. If one clone cannot be made independent, the image stays.',
  })
  @ApiNoContentResponse({ description: 'The image and its volume are deleted.' })
  @ApiProblems({
    403: '`forbidden`: needs the role operator.',
    404: '`imageNotFound`',
    409: '`imageProtected`: first PATCH it with `isProtected: false`. `imageInUse`: the image has clones (`instances`), or kept disks (`disks`), domains (`domains`) or other volumes (`volumes`) use its file. With `makeIndependent`: `cloneNotDetached`, or why a clone cannot be made independent: `hasSnapshots`, `savedState`, `illegalState`. `imageBusy`: its content is being imported.',
    503: '`libvirtUnavailable`',
    507: '`insufficientStorage`: the disk of a clone does not fit.',
  })
  remove(
    @Param('id') id: string,
    @Query() { makeIndependent }: DeleteImageQueryDto,
    @CurrentActor() actor: Actor,
  ): Promise<void | OperationDto> {
    if (makeIndependent === 'true') return this.retirement.start(id, actor.name);
    return this.images.remove(id, actor.name);
  }

  @Post(':id/verify')
  @OperationResponse()
  @ApiOperation({
    summary: 'Verify the file of an image',
    description:
      'Reads the whole file as it is stored. The first time, its SHA-256 is recorded (`fileSha256`); later it is compared. A file with another SHA-256 is `changed`, and cannot be cloned.',
  })
  @ApiProblems({
    400: '`invalidInput`: a field is wrong.',
    403: '`forbidden`: needs the role operator.',
    404: '`imageNotFound`',
    409: '`imageNotReady`, `imageFileMissing`. `imageFileChanged`: the file is not that of the image, or nothing proves that it is.',
    503: '`libvirtUnavailable`',
  })
  verify(
    @Param('id') id: string,
    @Body() { acceptChange }: VerifyImageDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.verification.start(id, acceptChange ?? false, actor.name);
  }

  @Put(':id/content')
  @TakesBytes()
  @ApiOperation({
    summary: 'Upload the content of an image',
    description:
      'The body is the disk image: `curl -T disk.qcow2 -H "Authorization: Bearer ..." .../content`. ' +
      'If the content is refused, the image is deleted.',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ type: ImageDto, description: 'The image, which is ready.' })
  @ApiProblems({
    403: '`forbidden`: needs the role operator.',
    404: '`imageNotFound`',
    409: '`imageImmutable`: the image has its content. `imageBusy`: its content is being uploaded. `compressionFailed`: the image could not be compressed.',
    415: '`unsupportedMediaType`: the body has a Content-Encoding or another Content-Type.',
    422: 'The content is refused: `imageFormatMismatch`, `imageCompressed`, `imageTooShort`, `imageTooLarge`, `imageHasBackingFile`, `imageHasDataFile`, `imageEncrypted`, `imageDirty`, `imageCorrupt`, `imageUnsupported`, `checksumMismatch`, `uploadCutOff`, `uploadTooSlow`.',
    503: '`libvirtUnavailable`',
    507: '`insufficientStorage`',
  })
  put(
    @Param('id') id: string,
    @Req() request: Request,
    @CurrentActor() actor: Actor,
  ): Promise<ImageDto> {
    return this.uploads.upload(id, request, actor.name);
  }

  @Get(':id/content')
  @ApiOperation({
    summary: 'Download an image',
    description:
      'A download as qcow2 or raw has an ETag, and can resume (`Range`, `If-Range`); of several ranges the whole content is sent. As `zst` the raw content is compressed while it is sent, so that its length is not known.',
  })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiProblems({
    400: '`invalidInput`: unknown format, or one that an installer cannot be sent in.',
    404: '`imageNotFound`',
    409: '`imageNotReady`, `imageFileMissing`, `imageFileDamaged`. `compressorMissing`: the host of the server has no program zstd.',
    416: '`rangeNotSatisfiable`: the range begins after the end.',
    503: '`libvirtUnavailable`',
  })
  download(
    @Param('id') id: string,
    @Query() { format }: DownloadQueryDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.downloads.download(id, format, request, response);
  }
}
