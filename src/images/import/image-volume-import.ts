import { Injectable } from '@nestjs/common';
import type { OperationDto } from '../../operations/dto.js';
import type { OperationContext } from '../../operations/operations.service.js';
import { LibvirtService } from '../../libvirt/index.js';
import { PoolVolumes, type ReadableVolume } from '../../storage/pool-volumes.js';
import type { CreateImageDto, VolumeSourceDto } from '../dto.js';
import { ImageImporter } from './image-importer.js';
import { ImageReception, showIn } from './image-reception.js';
import type { ImageEntity } from '../image.entity.js';
import { type ImageContent, ImagesService } from '../images.service.js';
import { requireNameAgrees } from './inspect-header.js';

/** Imports images from volumes of libvirt's pools. The volume stays as it is. */
@Injectable()
export class ImageVolumeImport {
  constructor(
    private readonly images: ImagesService,
    private readonly volumes: PoolVolumes,
    private readonly importer: ImageImporter,
    private readonly reception: ImageReception,
    private readonly libvirt: LibvirtService,
  ) {}

  /**
   * Start an operation that imports a volume.
   * @throws NotFoundError, ForbiddenError, ConflictError if it cannot be read now, ImageRefusedError, NameTakenError
   */
  async start(
    dto: CreateImageDto,
    { pool, name }: VolumeSourceDto,
    actor: string,
  ): Promise<OperationDto> {
    const volume = await this.volumes.read(pool, name);
    for (const each of [name, dto.fileName]) if (each) requireNameAgrees(each, dto.format);
    const { id } = await this.images.create(dto, actor, `volume:${pool}/${name}`);
    const image = await this.images.beginContent(id);
    return this.reception.startOperation(image, actor, (progress) =>
      this.reception.receive(image, actor, () => this.import(image, volume, progress)),
    );
  }

  private async import(
    image: ImageEntity,
    volume: ReadableVolume,
    progress: OperationContext,
  ): Promise<ImageContent> {
    const { fileBytes, allocationBytes } = volume.description;
    const source = await volume.open();
    try {
      // The source reports the errors of libvirt as they are.
      const content = await this.libvirt.call(`import the image ${image.name}`, () =>
        this.importer.import(image, {
          source,
          // libvirt does not know the length of every kind of volume.
          totalBytes: Number.isNaN(fileBytes) ? undefined : fileBytes,
          ...(allocationBytes > 0 && { allocatedBytes: allocationBytes }),
          isPatient: true,
          signal: progress.signal,
          onProgress: showIn(progress),
        }),
      );
      // A guest that was started meanwhile may have changed what was read.
      await volume.requireUnwritten();
      return content;
    } finally {
      // Refused content is not read to its end.
      source.destroy();
    }
  }
}
