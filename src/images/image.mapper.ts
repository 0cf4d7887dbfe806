import type { ImageDto } from './dto.js';
import type { ImageEntity } from './image.entity.js';

/** @param uploadedBytes the number of received bytes during an upload or import */
export function toImageDto(
  entity: ImageEntity,
  cloneCount: number,
  uploadedBytes: number | null,
): ImageDto {
  return {
    id: entity.id,
    name: entity.name,
    description: entity.description,
    status: entity.status,
    format: entity.format,
    virtualSizeBytes: entity.virtualSizeBytes,
    fileSizeBytes: entity.fileSizeBytes,
    uploadedBytes,
    sha256: entity.sha256,
    source: entity.source,
    osInfo: entity.osInfo,
    defaultUser: entity.defaultUser,
    minMemoryMiB: entity.minMemoryMiB,
    defaultPorts: entity.defaultPorts,
    cloneCount,
    hasBootSignature: entity.hasBootSignature,
    lastError: entity.lastError,
    createdAt: entity.createdAt,
  };
}
