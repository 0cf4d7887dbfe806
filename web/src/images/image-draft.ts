import { LIMITS } from '@picostack/api-client/limits';

import { validateImageName } from '../api/names';
import type { GuestPortDto, ImageDto, UpdateImageDto } from '../api/types';
import { parseTags, validateTags } from '../ui/tags';

/** The values of the form that edits an image, as typed. */
export interface ImageDraft {
  name: string;
  description: string;
  tags: string;
  osInfo: string;
  defaultUser: string;
  defaultPorts: string;
  minMemoryMiB: string;
  minDiskGiB: string;
  recommendedFlavour: string;
  firmware: ImageDto['firmware'];
  deviceProfile: ImageDto['deviceProfile'];
  isProtected: boolean;
}

/** The fields of an image that users edit. */
export type EditableImage = Pick<ImageDto, keyof ImageDraft>;

/** Return the values of an image. */
export function toImageDraft(image: EditableImage): ImageDraft {
  const { name, description, firmware, deviceProfile, isProtected } = image;
  return {
    name,
    description,
    tags: image.tags.join(' '),
    osInfo: image.osInfo ?? '',
    defaultUser: image.defaultUser ?? '',
    defaultPorts: formatPorts(image.defaultPorts),
    minMemoryMiB: String(image.minMemoryMiB ?? ''),
    minDiskGiB: String(image.minDiskGiB ?? ''),
    recommendedFlavour: image.recommendedFlavour ?? '',
    firmware,
    deviceProfile,
    isProtected,
  };
}

/** "22 53/udp" */
export function formatPorts(ports: GuestPortDto[]): string {
  return ports
    .map(({ guestPort, protocol }) => (protocol === 'tcp' ? `${guestPort}` : `${guestPort}/udp`))
    .join(' ');
}

const PORT = /^(\d{1,5})(?:\/(tcp|udp))?$/i;

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

/** Read ports, such as "22, 53/udp"; words that are not ports are left out. */
export function parsePorts(text: string): GuestPortDto[] {
  const seen = new Map<string, GuestPortDto>();
  for (const word of words(text)) {
    const match = PORT.exec(word);
    if (!match) continue;
    const protocol = match[2]?.toLowerCase() === 'udp' ? 'udp' : 'tcp';
    const guestPort = Number(match[1]);
    seen.set(`${guestPort}/${protocol}`, { protocol, guestPort });
  }
  return [...seen.values()];
}

/** Return the error of ports that the user typed; null if they are valid. */
export function validatePorts(text: string): string | null {
  const { minimum, maximum } = LIMITS.CreatePortMappingDto.guestPort;
  const { maxItems } = LIMITS.UpdateImageDto.defaultPorts;
  const wrong = words(text).find((word) => {
    const port = Number(PORT.exec(word)?.[1] ?? Number.NaN);
    return !(port >= minimum && port <= maximum);
  });
  if (wrong !== undefined) {
    return `“${wrong}” is not a port. Enter numbers from ${minimum} to ${maximum}, with /udp for UDP.`;
  }
  return words(text).length > maxItems ? `Enter at most ${maxItems} ports.` : null;
}

/** Return the error of a whole number that may be left out; null if it is valid. */
export function validateSize(text: string, maximum: number): string | null {
  const value = text.trim();
  if (value === '') return null;
  const isValid = /^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= maximum;
  return isValid ? null : `Enter a whole number from 1 to ${maximum}, or nothing.`;
}

/** The limits of the server, which its description of the API does not have. */
export const MAX_MEMORY_MIB = 16 * 1024 * 1024;
export const MAX_DISK_GIB = 1024 * 1024;
const USER = /^[a-zA-Z_][a-zA-Z0-9_.-]{0,31}$/;

/** Return the errors of the values by field; a field without an error is left out. */
export function imageDraftErrors(draft: ImageDraft): Partial<Record<keyof ImageDraft, string>> {
  const user = draft.defaultUser.trim();
  const errors = {
    name: validateImageName(draft.name),
    tags: validateTags(draft.tags),
    defaultUser:
      user === '' || USER.test(user)
        ? null
        : 'Use up to 32 letters, digits, dots, hyphens and underscores. Start with a letter.',
    defaultPorts: validatePorts(draft.defaultPorts),
    minMemoryMiB: validateSize(draft.minMemoryMiB, MAX_MEMORY_MIB),
    minDiskGiB: validateSize(draft.minDiskGiB, MAX_DISK_GIB),
  };
  return Object.fromEntries(Object.entries(errors).filter(([, error]) => error !== null));
}

/** Return the body of the request that changes an image to the values; it has only what changes. */
export function imageChanges(image: EditableImage, draft: ImageDraft): UpdateImageDto {
  const before = toImageDraft(image);
  const isChanged = (field: keyof ImageDraft): boolean => draft[field] !== before[field];
  const changes: UpdateImageDto = {};
  if (isChanged('name')) changes.name = draft.name;
  if (isChanged('description')) changes.description = draft.description.trim();
  if (isChanged('tags')) changes.tags = parseTags(draft.tags);
  if (isChanged('osInfo')) changes.osInfo = textOrNull(draft.osInfo);
  if (isChanged('defaultUser')) changes.defaultUser = textOrNull(draft.defaultUser);
  if (isChanged('defaultPorts')) changes.defaultPorts = parsePorts(draft.defaultPorts);
  if (isChanged('minMemoryMiB')) changes.minMemoryMiB = numberOrNull(draft.minMemoryMiB);
  if (isChanged('minDiskGiB')) changes.minDiskGiB = numberOrNull(draft.minDiskGiB);
  if (isChanged('recommendedFlavour')) {
    changes.recommendedFlavour = textOrNull(draft.recommendedFlavour);
  }
  if (isChanged('firmware')) changes.firmware = draft.firmware;
  if (isChanged('deviceProfile')) changes.deviceProfile = draft.deviceProfile;
  if (isChanged('isProtected')) changes.isProtected = draft.isProtected;
  return changes;
}

function textOrNull(text: string): string | null {
  return text.trim() || null;
}

function numberOrNull(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}
