import type { FlavourDto, ImageDto } from '../api/types';

/** Sort flavours from small to large. */
export function sortFlavours(flavours: FlavourDto[]): FlavourDto[] {
  return flavours.toSorted(
    (a, b) => a.memoryMiB - b.memoryMiB || a.vcpus - b.vcpus || a.name.localeCompare(b.name),
  );
}

/** Check whether a flavour has the memory that an image needs. */
export function hasEnoughMemory(flavour: FlavourDto, image: ImageDto | undefined): boolean {
  return flavour.memoryMiB >= (image?.minMemoryMiB ?? 0);
}

/** Return the smallest flavour with the memory that an image needs, or else the largest one. */
export function pickFlavour(
  flavours: FlavourDto[],
  image: ImageDto | undefined,
): FlavourDto | undefined {
  const sorted = sortFlavours(flavours);
  return sorted.find((flavour) => hasEnoughMemory(flavour, image)) ?? sorted.at(-1);
}
