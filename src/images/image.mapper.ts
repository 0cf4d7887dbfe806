import type { CloneUsage } from './clones.js';
import type { ImageDto, ImageFormat, ImageKind } from './dto.js';
import type { ImageEntity } from './image.entity.js';

/** @param incoming the content that is arriving */
export function toImageDto(
  entity: ImageEntity,
  clones: CloneUsage,
  incoming: Pick<ImageDto, 'uploadedBytes' | 'upload' | 'progress'>,
): ImageDto {
  return {
    id: entity.id,
    name: entity.name,
    description: entity.description,
    status: entity.status,
    format: entity.format,
    kind: kindOf(entity.format),
    compression: entity.compression,
    virtualSizeBytes: entity.virtualSizeBytes,
    fileSizeBytes: entity.fileSizeBytes,
    uploadedBytes: incoming.uploadedBytes,
    upload: incoming.upload,
    progress: incoming.progress,
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
    version: entity.version,
    replacesId: entity.replacesId,
    replacedById: entity.replacedById,
    cloneCount: clones.count,
    clonesSizeBytes: clones.sizeBytes,
    fileState: entity.fileState,
    fileSha256: entity.fileSha256,
    verifiedAt: entity.verifiedAt,
    hasBootSignature: entity.hasBootSignature,
    lastError: entity.lastError,
    createdAt: entity.createdAt,
  };
}

/** The kind of the images of a format. */
export function kindOf(format: ImageFormat): ImageKind {
  return format === 'iso' ? 'installer' : 'disk';
}
