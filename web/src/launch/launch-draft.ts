import type { CreateInstanceDto, FlavourDto, ImageDto, InstanceDto } from '../api/types';
import { pickFlavour } from './flavours';
import { countProblem, firstFreeNumber, patternProblem, suggestPattern } from './name-patterns';
import { nameProblem, suggestInstanceName } from '../api/names';
import { draftsOf, isRight, toCreatePort, type PortDraft } from '../ports/port-drafts';

/** What is in the launch dialog's fields. */
export interface LaunchDraft {
  /** A name, or a pattern where there are many. */
  name: string;
  /** How many, as typed. */
  count: string;
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
    // Nobody launches by accident what cannot start.
    images.find(({ hasBootSignature }) => hasBootSignature !== false);
  const count = edits.count ?? '1';
  const many = countOf({ count });
  const suggested = (base: string): string =>
    many > 1 ? suggestPattern(base, many) : suggestInstanceName(base, lists.takenNames);
  return {
    name: image ? suggested(image.name) : '',
    count,
    flavourId: pickFlavour(lists.flavours, image)?.id ?? '',
    ports: draftsOf(image?.defaultPorts ?? []),
    start: true,
    autostart: false,
    description: '',
    ...edits,
    imageId: image?.id ?? '',
  };
}

/** How many are asked for; one while the number is not right. */
export function countOf({ count }: Pick<LaunchDraft, 'count'>): number {
  return countProblem(count) === null ? Number(count) : 1;
}

/** What is wrong with the name, or the pattern for many, in words. */
export function launchNameProblem(draft: LaunchDraft): string | null {
  const count = countOf(draft);
  return count > 1 ? patternProblem(draft.name, count) : nameProblem(draft.name);
}

/** Whether everything is right, as far as it can be told here. */
export function draftIsRight(draft: LaunchDraft): boolean {
  return (
    countProblem(draft.count) === null && launchNameProblem(draft) === null && portsAreRight(draft)
  );
}

function portsAreRight(draft: LaunchDraft): boolean {
  return draft.ports.every(isRight);
}

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
