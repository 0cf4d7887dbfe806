import { visibleText } from '../../common/text.js';
import type { StateAndReason } from '../model/states.js';
import type { InstanceDto } from '../dto/instance.dto.js';
import type { PortMappingDto } from '../dto/port.dto.js';
import type { InstanceEntity, PortMappingEntity } from './instance.entity.js';
import { type ActionSubject, judgeActions } from '../model/legal-actions.js';
import type { InstanceState } from '../model/states.js';

/**
 * The API representation of an instance.
 * @param shown the recorded state, the intent of an operation, or `unknown` while libvirt is unavailable
 */
export function toInstanceDto(entity: InstanceEntity, shown: StateAndReason): InstanceDto {
  const { state, reason } = shown;
  const subject = toActionSubject(entity, state);
  const { legal, refusals } = judgeActions(subject);
  return {
    id: entity.id,
    name: visibleText(entity.name),
    description: entity.description,
    tags: entity.tags,
    notes: entity.notes,
    isProtected: entity.isProtected,
    origin: entity.origin,
    state,
    stateReason: reason,
    // Read from the image, so that it disappears when the file is back.
    lastError: imageFileError(entity) ?? entity.lastError,
    image: entity.image && { id: entity.image.id, name: entity.image.name },
    flavour: entity.flavour && { id: entity.flavour.id, name: entity.flavour.name },
    memoryMiB: entity.memoryMiB,
    vcpus: entity.vcpus,
    pendingSize: entity.pendingSize,
    firmware: entity.firmware,
    deviceProfile: entity.deviceProfile,
    networkMode: entity.networkMode,
    mac: entity.mac,
    diskSizeBytes: entity.diskSizeBytes,
    diskVolume: entity.diskVolume,
    autostart: entity.autostart,
    ports: entity.ports.toSorted((a, b) => a.guestPort - b.guestPort).map(toPortMappingDto),
    isActive: subject.facts?.isActive ?? false,
    isPersistent: subject.facts?.isPersistent ?? true,
    hasSavedState: subject.facts?.hasSavedState ?? false,
    actions: legal,
    refusals,
    createdAt: entity.createdAt,
    startedAt: entity.startedAt,
  };
}

/** The only error of an image that is `ready` is that its file is missing or was changed. */
function imageFileError({ image }: InstanceEntity): string | null {
  return image?.status === 'ready' ? image.lastError : null;
}

/** What decides which actions are legal. */
export function toActionSubject(entity: InstanceEntity, state: InstanceState): ActionSubject {
  return {
    state,
    // `unknown` from libvirt comes with facts. `unknown` because libvirt is unavailable has none.
    facts: state === 'unknown' && entity.state !== 'unknown' ? null : entity.facts,
    hasOwnDisk: entity.diskVolume !== null,
    hasImage: entity.imageId !== null,
    isProtected: entity.isProtected,
  };
}

/** The API representation of a port mapping. */
export function toPortMappingDto(entity: PortMappingEntity): PortMappingDto {
  return {
    id: entity.id,
    protocol: entity.protocol,
    guestPort: entity.guestPort,
    hostAddress: entity.hostAddress,
    hostPort: entity.hostPort,
    active: entity.active,
  };
}
