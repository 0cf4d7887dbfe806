import type { CreateInstanceDto, FlavourDto, ImageDto, InstanceDto } from '../api/types';
import { pickFlavour } from './flavours';
import { suggestInstanceName } from './names';
import { draftsOf, isRight, toCreatePort, type PortDraft } from './port-drafts';

/** What is in the launch dialog's fields. */
export interface LaunchDraft {
  name: string;
  imageId: string;
  flavourId: string;
  ports: PortDraft[];
  start: boolean;
  autostart: boolean;
  description: string;
}

/** What a person changed; everything else follows from the lists. */
export type LaunchEdits = Partial<LaunchDraft>;

interface Lists {
  images: ImageDto[];
  flavours: FlavourDto[];
  takenNames: ReadonlySet<string>;
  /** The image that the page was asked for, by name. */
  wantedImage?: string;
}

/** Images that can be cloned, by name. */
export function readyImages(images: ImageDto[]): ImageDto[] {
  return images
    .filter(({ status }) => status === 'ready')
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Defaults that are good enough to just press Launch, under what the person changed. */
export function launchDraft(edits: LaunchEdits, lists: Lists): LaunchDraft {
  const images = readyImages(lists.images);
  const image =
    images.find(({ id }) => id === edits.imageId) ??
    images.find(({ name }) => name === lists.wantedImage) ??
    images[0];
  return {
    name: image ? suggestInstanceName(image.name, lists.takenNames) : '',
    flavourId: pickFlavour(lists.flavours, image)?.id ?? '',
    ports: draftsOf(image?.defaultPorts ?? []),
    start: true,
    autostart: false,
    description: '',
    ...edits,
    imageId: image?.id ?? '',
  };
}

export function portsAreRight(draft: LaunchDraft): boolean {
  return draft.ports.every(isRight);
}

export function toCreateInstance(draft: LaunchDraft): CreateInstanceDto {
  const body: CreateInstanceDto = {
    name: draft.name,
    image: draft.imageId,
    ports: draft.ports.map(toCreatePort),
    start: draft.start,
    autostart: draft.autostart,
  };
  if (draft.flavourId) body.flavour = draft.flavourId;
  const description = draft.description.trim();
  if (description) body.description = description;
  return body;
}

/** A launched instance, as far as it is known before the server was asked about it. */
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
    networkMode: 'user',
    mac: null,
    diskSizeBytes: image.virtualSizeBytes ?? 0,
    autostart: draft.autostart,
    ports: [],
    actions: [],
    createdAt: new Date().toISOString(),
    startedAt: null,
  };
}
