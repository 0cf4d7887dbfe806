import { suggestInstanceName, validateInstanceName } from '../api/names';
import type { CreateInstanceDto, FlavourDto, ImageDto, InstanceDto } from '../api/types';
import { launchableImages } from '../images/launchable';
import { isPortDraftValid, type PortDraft, toCreatePort, toPortDrafts } from '../ports/port-drafts';
import { pickFlavour } from './flavours';
import {
  firstFreeNumber,
  suggestPattern,
  validateCount,
  validateNamePattern,
} from './name-patterns';

/** The values of the launch form. */
export interface LaunchDraft {
  /** A name, or a pattern for several instances. */
  name: string;
  /** The number of instances, as typed. */
  count: string;
  imageId: string;
  flavourId: string;
  ports: PortDraft[];
  start: boolean;
  autostart: boolean;
  description: string;
}

/** The values that the user edited; the others are defaults. */
export type LaunchEdits = Partial<LaunchDraft>;

interface Lists {
  images: ImageDto[];
  flavours: FlavourDto[];
  takenNames: ReadonlySet<string>;
  /** The name of the image to preselect. */
  wantedImage?: string;
}

/** Return the edited values, completed with defaults that can be launched without changes. */
export function launchDraft(edits: LaunchEdits, lists: Lists): LaunchDraft {
  const images = launchableImages(lists.images);
  const image =
    images.find(({ id }) => id === edits.imageId) ??
    images.find(({ name }) => name === lists.wantedImage) ??
    // An image without a boot signature is never the default.
    images.find(({ hasBootSignature }) => hasBootSignature !== false);
  const count = edits.count ?? '1';
  const many = countOf({ count });
  const suggested = (base: string): string =>
    many > 1 ? suggestPattern(base, many) : suggestInstanceName(base, lists.takenNames);
  return {
    name: image ? suggested(image.name) : '',
    count,
    flavourId: pickFlavour(lists.flavours, image)?.id ?? '',
    ports: toPortDrafts(image?.defaultPorts ?? []),
    start: true,
    autostart: false,
    description: '',
    ...edits,
    imageId: image?.id ?? '',
  };
}

/** Return the number of instances; 1 if the count is not valid. */
export function countOf({ count }: Pick<LaunchDraft, 'count'>): number {
  return validateCount(count) === null ? Number(count) : 1;
}

/** Return the error of the name or pattern; null if it is valid. */
export function validateLaunchName(draft: LaunchDraft): string | null {
  const count = countOf(draft);
  return count > 1 ? validateNamePattern(draft.name, count) : validateInstanceName(draft.name);
}

/** Check whether all values are valid, without the server's checks. */
export function isLaunchDraftValid(draft: LaunchDraft): boolean {
  return (
    validateCount(draft.count) === null &&
    validateLaunchName(draft) === null &&
    portsAreRight(draft)
  );
}

function portsAreRight(draft: LaunchDraft): boolean {
  return draft.ports.every(isPortDraftValid);
}

/** Convert the values of the form to the body of a request. */
export function toCreateInstance(
  draft: LaunchDraft,
  takenNames: ReadonlySet<string>,
): CreateInstanceDto {
  const body: CreateInstanceDto = {
    name: draft.name,
    image: draft.imageId,
    ports: draft.ports.map(toCreatePort),
    start: draft.start,
    autostart: draft.autostart,
  };
  const count = countOf(draft);
  if (count > 1) {
    body.count = count;
    body.firstNumber = firstFreeNumber(draft.name, count, takenNames);
  }
  if (draft.flavourId) body.flavour = draft.flavourId;
  const description = draft.description.trim();
  if (description) body.description = description;
  return body;
}

/** Return the instance that a launch will create, to show it before the first response. */
export function launchPreview(
  draft: LaunchDraft,
  image: ImageDto,
  flavour: FlavourDto,
): Omit<InstanceDto, 'id'> {
  return {
    name: draft.name,
    description: draft.description.trim(),
    tags: [],
    notes: '',
    isProtected: false,
    origin: 'created',
    state: 'cloning',
    stateReason: null,
    lastError: null,
    image: { id: image.id, name: image.name },
    flavour: { id: flavour.id, name: flavour.name },
    memoryMiB: flavour.memoryMiB,
    vcpus: flavour.vcpus,
    pendingSize: null,
    firmware: image.firmware,
    deviceProfile: image.deviceProfile,
    networkMode: 'user',
    mac: null,
    diskSizeBytes: image.virtualSizeBytes ?? 0,
    diskVolume: null,
    autostart: draft.autostart,
    ports: [],
    isActive: false,
    isPersistent: true,
    hasSavedState: false,
    actions: [],
    refusals: {},
    createdAt: new Date().toISOString(),
    startedAt: null,
  };
}
