import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { type VolumeRef, StorageService } from '../storage/storage.service.js';
import type { CreateImageDto } from './dto.js';
import { ImageConversion } from './image-conversion.js';
import type { ImageEntity } from './image.entity.js';
import { FROM_INSTANCE, type ImageContent, ImagesService } from './images.service.js';

/** What is told of how far a part of the work is, and asked whether to go on. */
export interface PublicationContext {
  readonly signal: AbortSignal;
  progress(fraction: number): void;
}

/** Images that are made from the disk of an instance, step by step. Each step may find its work done already. */
@Injectable()
export class ImagePublication {
  constructor(
    private readonly images: ImagesService,
    private readonly storage: StorageService,
    private readonly conversion: ImageConversion,
  ) {}

  /**
   * Records the image, whose content is to come from an instance; what is known of its image holds for it too.
   * @throws NameTakenError
   */
  expect(
    { name, description }: Pick<CreateImageDto, 'name' | 'description'>,
    instance: { readonly name: string; readonly image: ImageEntity | null },
    actor: string,
  ): Promise<ImageEntity> {
    const { image } = instance;
    const dto: CreateImageDto = {
      name,
      format: 'qcow2',
      ...(description !== undefined && { description }),
      ...(image?.osInfo && { osInfo: image.osInfo }),
      ...(image?.defaultUser && { defaultUser: image.defaultUser }),
      ...(image?.minMemoryMiB && { minMemoryMiB: image.minMemoryMiB }),
      defaultPorts: image?.defaultPorts ?? [],
    };
    return this.images.create(dto, actor, `${FROM_INSTANCE}${instance.name}`);
  }

  /** @throws InsufficientStorageError */
  async requireRoom(id: string, bytes: number): Promise<void> {
    const { name } = await this.images.find(id);
    await this.storage.requireSpace('images', bytes, `The image "${name}"`);
  }

  /** Writes the content: all that is on a disk, in a file that stands alone and that nobody writes any more. */
  async write(
    id: string,
    source: VolumeRef & { readonly bytes: number; readonly capacityBytes: number },
    context: PublicationContext,
  ): Promise<void> {
    const image = await this.images.find(id);
    const { bytes: dataBytes, capacityBytes: virtualSizeBytes } = source;
    await this.conversion.requireFits(image, virtualSizeBytes);
    await this.conversion.convert(image, { ...source, virtualSizeBytes, dataBytes }, (bytes) =>
      context.progress(Math.min(1, bytes / source.bytes)),
    );
    // libvirt finishes what it began: who cancelled is heard now.
    context.signal.throwIfAborted();
  }

  /** Reads the content back, and notes its sizes and its hash. */
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

  /** From now on it can be cloned. Said once. */
  async finish(id: string, actor: string): Promise<void> {
    const image = await this.images.find(id);
    if (image.status === 'importing') await this.images.markReady(image, contentOf(image), actor);
  }

  /** Takes away whatever there is of the content; libvirt may still be writing it. */
  async removeContent(id: string): Promise<void> {
    const image = await this.find(id);
    if (image) await this.storage.removeOnceWritten('images', image.volume);
  }

  /** It could not be made: its record goes. One that is gone was told of before. */
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
