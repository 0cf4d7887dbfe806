import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { type VolumeRef, StorageService } from '../../storage/storage.service.js';
import type { DeviceProfile, Firmware } from '../../common/guest-hardware.js';
import type { CreateImageDto } from '../dto.js';
import { ImageConversion } from '../import/image-conversion.js';
import type { ImageEntity } from '../image.entity.js';
import { FROM_INSTANCE, type ImageContent, ImagesService } from '../images.service.js';

/** Cancels a step, and receives its progress. */
export interface PublicationContext {
  readonly signal: AbortSignal;
  progress(fraction: number): void;
}

/** The steps that publish the disk of an instance as an image. Each step can run again after an interruption. */
@Injectable()
export class ImagePublication {
  constructor(
    private readonly images: ImagesService,
    private readonly storage: StorageService,
    private readonly conversion: ImageConversion,
  ) {}

  /**
   * Create the record of the image, with the metadata of the instance's image, and the hardware of the instance.
   * @throws NameTakenError; ConflictError `compressionUnavailable`
   */
  expect(
    {
      name,
      description,
      compression,
    }: Pick<CreateImageDto, 'name' | 'description' | 'compression'>,
    instance: {
      readonly name: string;
      readonly image: ImageEntity | null;
      readonly firmware: Firmware;
      readonly deviceProfile: DeviceProfile;
    },
    actor: string,
  ): Promise<ImageEntity> {
    const { image, firmware, deviceProfile } = instance;
    const dto: CreateImageDto = {
      name,
      format: 'qcow2',
      ...(description !== undefined && { description }),
      ...(compression !== undefined && { compression }),
      ...(image?.osInfo && { osInfo: image.osInfo }),
      ...(image?.defaultUser && { defaultUser: image.defaultUser }),
      ...(image?.minMemoryMiB && { minMemoryMiB: image.minMemoryMiB }),
      ...(image?.minDiskGiB && { minDiskGiB: image.minDiskGiB }),
      ...(image?.recommendedFlavour && { recommendedFlavour: image.recommendedFlavour }),
      firmware,
      deviceProfile,
      defaultPorts: image?.defaultPorts ?? [],
      tags: image?.tags ?? [],
    };
    return this.images.create(dto, actor, `${FROM_INSTANCE}${instance.name}`);
  }

  /** @throws InsufficientStorageError */
  async requireSpace(id: string, bytes: number): Promise<void> {
    const { name } = await this.images.find(id);
    await this.storage.requireSpace('images', bytes, `The image "${name}"`);
  }

  /** Write the content of a disk into an independent, read-only file. */
  async write(
    id: string,
    source: VolumeRef & { readonly bytes: number; readonly capacityBytes: number },
    context: PublicationContext,
  ): Promise<void> {
    const image = await this.images.find(id);
    const { bytes: dataBytes, capacityBytes: virtualSizeBytes } = source;
    await this.conversion.requireFits(image, virtualSizeBytes);
    const { signal } = context;
    // The conversion is one half of the work if the image is compressed, too.
    const half = image.compression === 'none' ? 1 : 0.5;
    const content = { ...source, virtualSizeBytes, dataBytes };
    const converted = await this.conversion.convert(image, content, (bytes) =>
      context.progress(half * Math.min(1, bytes / dataBytes)),
    );
    // libvirt cannot cancel a conversion; a cancellation during it takes effect now.
    signal.throwIfAborted();
    if (image.compression === 'none') return;
    await this.conversion.compress(image, {
      signal,
      onBytes: (bytes) =>
        context.progress(half + half * Math.min(1, bytes / converted.fileSizeBytes)),
    });
  }

  /** Read the content back, and store its sizes and its hash. */
  async read(id: string, context: PublicationContext): Promise<void> {
    const image = await this.images.find(id);
    const written = await this.conversion.inspect(image);
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of await this.storage.download('images', image.volume)) {
      context.signal.throwIfAborted();
      hash.update(chunk);
      bytes += chunk.length;
      context.progress(Math.min(1, bytes / written.fileSizeBytes));
    }
    await this.images.noteContent(image, { ...written, sha256: hash.digest('hex') });
  }

  /** Make the image ready, once. */
  async finish(id: string, actor: string): Promise<void> {
    const image = await this.images.find(id);
    if (image.status === 'importing') await this.images.markReady(image, contentOf(image), actor);
  }

  /** Delete the content, which libvirt may still be writing. */
  async removeContent(id: string): Promise<void> {
    const image = await this.find(id);
    if (image) await this.conversion.removeOnceWritten(image);
  }

  /** Delete the record of an image that could not be published, if it still exists. */
  async discard(id: string, reason: string, actor: string): Promise<void> {
    const image = await this.find(id);
    if (image) await this.images.discard(image, reason, actor);
  }

  private async find(id: string): Promise<ImageEntity | undefined> {
    return (await this.images.findIncomplete()).find((image) => image.id === id);
  }
}

function contentOf(image: ImageEntity): ImageContent {
  const { virtualSizeBytes, fileSizeBytes, sha256, hasBootSignature } = image;
  return { virtualSizeBytes, fileSizeBytes, sha256, hasBootSignature };
}
