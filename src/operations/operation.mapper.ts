import type { OperationDto } from './dto.js';
import type { OperationEntity } from './operation.entity.js';

/** The API representation of an operation. */
export function toOperationDto(entity: OperationEntity): OperationDto {
  return {
    id: entity.id,
    kind: entity.kind,
    resource: { type: entity.resourceType, id: entity.resourceId, name: entity.resourceName },
    status: entity.status,
    progress: entity.progress,
    step: entity.step,
    transfer: entity.transfer,
    canCancel: entity.canCancel,
    error: entity.errorCode ? { code: entity.errorCode, detail: entity.errorDetail ?? '' } : null,
    actor: entity.actor,
    createdAt: entity.createdAt,
    startedAt: entity.startedAt,
    finishedAt: entity.finishedAt,
  };
}
