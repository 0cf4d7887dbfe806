import type { ImageDto, ImageFormat, ImageKind } from './dto.js';
import type { ImageEntity } from './image.entity.js';

/** @param incoming the content that is arriving */
export function toImageDto(
  entity: ImageEntity,
  cloneCount: number,
  incoming: Pick<ImageDto, 'uploadedBytes' | 'upload'>,
): ImageDto {
  return {
    id: entity.id,
    name: entity.name,
    description: entity.description,
    status: entity.status,
    format: entity.format,
    kind: kindOf(entity.format),
    virtualSizeBytes: entity.virtualSizeBytes,
    fileSizeBytes: entity.fileSizeBytes,
    uploadedBytes: incoming.uploadedBytes,
    upload: incoming.upload,
    sha256: entity.sha256,
    source: entity.source,
    osInfo: entity.osInfo,
    defaultUser: entity.defaultUser,
    minMemoryMiB: entity.minMemoryMiB,
    minDiskGiB: entity.minDiskGiB,
    defaultPorts: entity.defaultPorts,
    tags: entity.tags,
    recommendedFlavour: entity.recommendedFlavour,
    firmware: entity.firmware,
    deviceProfile: entity.deviceProfile,
    isProtected: entity.isProtected,
    cloneCount,
    hasBootSignature: entity.hasBootSignature,
    lastError: entity.lastError,
    createdAt: entity.createdAt,
  };
}

/** The kind of the images of a format. */
export function kindOf(format: ImageFormat): ImageKind {
  return format === 'iso' ? 'installer' : 'disk';
}
