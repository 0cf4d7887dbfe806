import {
  type CanActivate,
  Controller,
  Delete,
  type ExecutionContext,
  Head,
  HttpCode,
  Injectable,
  Options,
  Param,
  Patch,
  Post,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { CurrentActor, Roles, TakesBytes } from '../../../auth/access/access.decorators.js';
import type { Actor } from '../../../auth/access/actor.js';
import { ApiProblems } from '../../../common/http/api-responses.js';
import { basePathOf } from '../../../common/http/base-path.js';
import { requireKnownOverride } from '../../../common/http/method-override.js';
import type { ImageUploadEntity } from './image-upload.entity.js';
import { ResumableUploads } from './resumable-uploads.service.js';
import { PART_TYPE, TUS_EXTENSIONS, TUS_VERSION, requireVersion } from './tus.js';

const OPERATORS = '`forbidden`: needs the role operator.';
const OTHER_VERSION = '`tusVersionNotSupported`: the header Tus-Resumable is not 1.0.0.';
const NOT_FOUND = '`imageNotFound`; `uploadNotFound`: the image has no open upload.';
const NO_LIBVIRT = '`libvirtUnavailable`';

const VERSION_HEADER = { name: 'Tus-Resumable', required: true, example: TUS_VERSION };
const text = (description: string) => ({ description, schema: { type: 'string' as const } });
const bytes = (description: string) => ({ description, schema: { type: 'integer' as const } });
const OFFSET = { 'Upload-Offset': bytes('Number of bytes that the server has.') };
const EXPIRES = {
  'Upload-Expires': text('When the upload is removed if no more bytes arrive (HTTP date).'),
};

/** Name the version of the protocol in every response, also to a refused request. */
export function tusHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Tus-Resumable', TUS_VERSION);
  response.setHeader('Tus-Version', TUS_VERSION);
  next();
}

/** Refuses clients that speak another version of the protocol, or override the method with one that it does not have. */
@Injectable()
class TusGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (request.method !== 'OPTIONS') requireVersion(request.headers);
    requireKnownOverride(request);
    return true;
  }
}

/**
 * Uploads that can be resumed, by the tus protocol. HEAD needs the role operator too, because it ends a PATCH that the server
 * still believes in.
 */
@ApiTags('images')
@Controller('images/:id/upload')
@Roles('operator')
@UseGuards(TusGuard)
export class UploadsController {
  constructor(private readonly uploads: ResumableUploads) {}

  @Options()
  @HttpCode(204)
  @ApiOperation({ summary: 'Read what the server supports of the tus protocol' })
  @ApiNoContentResponse({
    description: 'The headers have the answer.',
    headers: {
      'Tus-Version': text('Version of the protocol.'),
      'Tus-Extension': text('Extensions of the protocol.'),
      'Tus-Max-Size': bytes('Maximum length of an upload.'),
    },
  })
  @ApiProblems({ 403: OPERATORS })
  options(@Res({ passthrough: true }) response: Response): void {
    response.setHeader('Tus-Extension', TUS_EXTENSIONS);
    response.setHeader('Tus-Max-Size', String(this.uploads.maxBytes));
  }

  @Post()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Begin an upload that can be resumed',
    description:
      'For a registered image that waits for its content. Send the content with `PATCH`; after a lost connection, `HEAD` says ' +
      'where to continue. The protocol is tus 1.0 with the extensions creation, termination and expiration: https://tus.io. ' +
      'A client that can only send GET and POST sends `PATCH`, `DELETE` and `HEAD` as a POST with the method in ' +
      '`X-HTTP-Method-Override`; such a request passes the checks of both methods.',
  })
  @ApiHeader(VERSION_HEADER)
  @ApiHeader({ name: 'Upload-Length', required: true, description: 'Length of the content.' })
  @ApiHeader({
    name: 'Upload-Metadata',
    required: false,
    description: 'Only `filename` is read, and shown to people.',
  })
  @ApiHeader({
    name: 'X-HTTP-Method-Override',
    required: false,
    description: 'The method that is meant instead: `PATCH`, `DELETE` or `HEAD`.',
  })
  @ApiCreatedResponse({
    description: 'The upload waits for bytes.',
    headers: { Location: text('Address of the upload.'), ...EXPIRES },
  })
  @ApiProblems({
    400: '`uploadLengthMissing`; `imageTooShort`: the length is 0; `methodOverrideNotSupported`: the method in X-HTTP-Method-Override is another one.',
    403: OPERATORS,
    404: '`imageNotFound`',
    409: '`imageImmutable`: the image has its content. `imageBusy`: it has an upload.',
    412: OTHER_VERSION,
    413: '`imageTooLarge`: the length is above the maximum.',
    422: '`imageTooLarge`: the pool is smaller than the content.',
    503: NO_LIBVIRT,
    507: '`insufficientStorage`',
  })
  async create(
    @Param('id') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const upload = await this.uploads.create(id, request.headers, actor.name);
    const path = `/api/v1/images/${upload.imageId}/upload`;
    response.setHeader('Location', `${basePathOf(request)}${path}`);
    describe(upload, response);
  }

  @Head()
  @ApiOperation({
    summary: 'Read how much of an upload has arrived',
    description: 'Ends a `PATCH` that is under way, so that a client can continue at once.',
  })
  @ApiHeader(VERSION_HEADER)
  @ApiOkResponse({
    description: 'The headers have the answer.',
    headers: { ...OFFSET, 'Upload-Length': bytes('Length of the content.'), ...EXPIRES },
  })
  @ApiProblems({ 403: OPERATORS, 404: NOT_FOUND, 412: OTHER_VERSION })
  async head(
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    describe(await this.uploads.find(id), response);
  }

  @Patch()
  @HttpCode(204)
  @TakesBytes()
  @ApiOperation({
    summary: 'Send a part of the content',
    description:
      'The part begins at `Upload-Offset`. It ends an earlier `PATCH` that is under way. After the last byte, an operation ' +
      '`image.import` checks and converts the content.',
  })
  @ApiHeader(VERSION_HEADER)
  @ApiHeader({ name: 'Upload-Offset', required: true, description: 'Offset of the first byte.' })
  @ApiConsumes(PART_TYPE)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiNoContentResponse({
    description: 'The part has arrived.',
    headers: { ...OFFSET, ...EXPIRES },
  })
  @ApiProblems({
    400: '`uploadOffsetMissing`',
    403: OPERATORS,
    404: NOT_FOUND,
    408: '`uploadStalled`: nothing arrived for a minute. What arrived before counts.',
    409: '`uploadOffsetMismatch`: the content so far ends at `offsetBytes`.',
    412: OTHER_VERSION,
    413: '`uploadTooLong`: the part goes beyond the end of the content.',
    415: '`unsupportedMediaType`: the body has a Content-Encoding or another Content-Type.',
    422: 'The beginning of the content is refused, and the image is deleted: `imageFormatMismatch`, `imageCompressed`, `imageTooShort`, `imageHasBackingFile`, `imageHasDataFile`, `imageEncrypted`, `imageDirty`, `imageCorrupt`, `imageUnsupported`, `imageNotBootable`.',
    503: NO_LIBVIRT,
    507: '`insufficientStorage`',
  })
  async append(
    @Param('id') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    const upload = await this.uploads.append(id, request, actor.name);
    describe(upload, response);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Cancel an upload',
    description: 'Ends a `PATCH` that is under way, and deletes the image.',
  })
  @ApiHeader(VERSION_HEADER)
  @ApiNoContentResponse({ description: 'The upload, its bytes and the image are deleted.' })
  @ApiProblems({
    403: OPERATORS,
    404: NOT_FOUND,
    409: '`imageBusy`: the content is complete, and is being imported. Cancel the operation.',
    412: OTHER_VERSION,
    503: NO_LIBVIRT,
  })
  cancel(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    return this.uploads.cancel(id, actor.name);
  }
}

function describe(upload: ImageUploadEntity, response: Response): void {
  response.setHeader('Upload-Offset', String(upload.offsetBytes));
  response.setHeader('Upload-Length', String(upload.lengthBytes));
  response.setHeader('Upload-Expires', new Date(upload.expiresAt).toUTCString());
}
