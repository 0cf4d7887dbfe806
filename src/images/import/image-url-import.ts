import { Inject, Injectable, Logger } from '@nestjs/common';
import { formatBytes } from '@picostack/api-client/formats';
import { Readable } from 'node:stream';
import {
  InvalidInputError,
  PicostackError,
  RemoteFileChangedError,
  RemoteServerError,
} from '../../common/errors.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import type { OperationDto } from '../../operations/dto.js';
import type { OperationContext } from '../../operations/operations.service.js';
import { AddressPolicy } from './download/address-policy.js';
import type { Checksum } from './download/checksums.js';
import { download } from './download/download.js';
import { fetchChecksum } from './download/fetch-checksum.js';
import { parseImageUrl, shownUrl } from './download/image-url.js';
import { lookUp, type RemoteFile } from './download/look-up.js';
import type { CreateImageDto, RemoteFileDto } from '../dto.js';
import { ImageImporter } from './image-importer.js';
import { ImageReception, showIn } from './image-reception.js';
import type { ImageEntity } from '../image.entity.js';
import { type ImageContent, ImagesService } from '../images.service.js';
import { requireNameAgrees } from './inspect-header.js';

/** How long the servers may take until they have described the file and sent its checksum. */
const LOOK_UP_LIMIT_MS = 60_000;

/** Which file to import, and what is known of it. */
interface WantedFile {
  readonly url: string;
  readonly sha512?: string | undefined;
  /** The URL of a list with its checksum. */
  readonly checksumUrl?: string | undefined;
}

/** What to import: the file as it was found, and the checksum that its content must have. */
interface FoundFile {
  readonly remote: RemoteFile;
  readonly checksum: Checksum | undefined;
}

/** Imports images from other servers. The server looks each file up first, and downloads exactly what it found. */
@Injectable()
export class ImageUrlImport {
  private readonly logger = new Logger(ImageUrlImport.name);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly images: ImagesService,
    private readonly importer: ImageImporter,
    private readonly reception: ImageReception,
  ) {}

  /** Describe the file at a URL without downloading it. @throws InvalidInputError, ImageRefusedError, RemoteServerError */
  async lookUp(url: string): Promise<RemoteFileDto> {
    const { remote } = await this.findInTime({ url });
    return {
      finalUrl: shownUrl(new URL(remote.finalUrl)),
      fileName: remote.fileName ?? null,
      sizeBytes: remote.sizeBytes ?? null,
      mediaType: remote.mediaType ?? null,
      resumes: remote.resumes,
    };
  }

  /**
   * Start an operation that downloads and imports an image.
   * @throws InvalidInputError, ImageRefusedError, RemoteServerError, NameTakenError
   */
  async start(dto: CreateImageDto, url: string, actor: string): Promise<OperationDto> {
    const wanted = { url, sha512: dto.sha512, checksumUrl: dto.checksumUrl };
    const found = await this.findInTime(wanted);
    for (const name of [found.remote.fileName, dto.fileName]) {
      if (name) requireNameAgrees(name, dto.format);
    }
    const { id } = await this.images.create(dto, actor, shownUrl(new URL(url)));
    const image = await this.images.beginContent(id);
    return this.reception.startOperation(image, actor, (progress) =>
      this.reception.receive(image, actor, () => this.import(image, wanted, found, progress)),
    );
  }

  private async import(
    image: ImageEntity,
    wanted: WantedFile,
    found: FoundFile,
    progress: OperationContext,
  ): Promise<ImageContent> {
    try {
      return await this.receive(image, found, progress);
    } catch (error) {
      if (!(error instanceof RemoteFileChangedError)) throw error;
      this.logger.warn(`Importing the image "${image.name}" starts again: ${error.message}`);
      progress.step('starting again: the file changed on its server', 0);
      await this.importer.remove(image);
      return this.receive(image, await this.find(wanted, progress.signal), progress);
    }
  }

  private receive(
    image: ImageEntity,
    { remote, checksum }: FoundFile,
    progress: OperationContext,
  ): Promise<ImageContent> {
    const ended = new AbortController();
    const signal = AbortSignal.any([progress.signal, ended.signal]);
    const { sizeBytes: totalBytes } = remote;
    const source = Readable.from(
      download(remote, this.policy, {
        signal,
        onRetry: ({ attempt, offset, reason }) => {
          this.logger.warn(`Downloading the image "${image.name}": ${reason.message}`);
          progress.step(`resuming after ${formatBytes(offset)}, attempt ${attempt}`);
        },
      }),
    );
    const imported = this.importer.import(image, {
      source,
      totalBytes,
      isPatient: true,
      ...(checksum && { checksum }),
      signal: progress.signal,
      onProgress: showIn(progress),
    });
    // Refused content is not read to its end, so the connection would stay open; destroying the source waits for its next bytes.
    return imported.finally(() => {
      source.destroy();
      ended.abort();
    });
  }

  /** @throws RemoteServerError `remoteTooSlow` */
  private async findInTime(wanted: WantedFile): Promise<FoundFile> {
    const signal = AbortSignal.timeout(LOOK_UP_LIMIT_MS);
    try {
      return await this.find(wanted, signal);
    } catch (error) {
      if (!signal.aborted || error instanceof PicostackError) throw error;
      throw new RemoteServerError(
        'remoteTooSlow',
        `The server did not describe the file within ${LOOK_UP_LIMIT_MS / 1000} s. Try again later, or use another server.`,
        {},
        { cause: error },
      );
    }
  }

  private async find(
    { url, sha512, checksumUrl }: WantedFile,
    signal: AbortSignal,
  ): Promise<FoundFile> {
    const { policy } = this;
    const remote = await lookUp(parseImageUrl(url), policy, { signal });
    if (sha512 !== undefined) {
      return { remote, checksum: { algorithm: 'sha512', hash: sha512 } };
    }
    if (checksumUrl === undefined) return { remote, checksum: undefined };
    // The list has the name under which the file is published, which may redirect to another name.
    const name = lastSegment(url) ?? remote.fileName;
    if (name === undefined) {
      throw new InvalidInputError(
        'The URL has no file name to look for in the list of checksums.',
        [{ field: 'url', message: 'must end in a file name, or be used with sha256 or sha512' }],
      );
    }
    const checksum = await fetchChecksum(parseImageUrl(checksumUrl), name, policy, { signal });
    return { remote, checksum };
  }

  /** A new one each time, because a reload of the settings may change the networks. */
  private get policy(): AddressPolicy {
    return new AddressPolicy(this.settings.importNetworks);
  }
}

function lastSegment(url: string): string | undefined {
  const segment = new URL(url).pathname.split('/').at(-1);
  if (!segment) return undefined;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
