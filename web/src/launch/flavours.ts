import type { FlavourDto, ImageDto } from '../api/types';

/** From small to large, as people read them. */
export function sortFlavours(flavours: FlavourDto[]): FlavourDto[] {
  return flavours.toSorted(
    (a, b) => a.memoryMiB - b.memoryMiB || a.vcpus - b.vcpus || a.name.localeCompare(b.name),
  );
}

export function fits(flavour: FlavourDto, image: ImageDto | undefined): boolean {
  return flavour.memoryMiB >= (image?.minMemoryMiB ?? 0);
}

/** The smallest flavour on which the image can live; the largest when none is enough. */
export function pickFlavour(
  flavours: FlavourDto[],
  image: ImageDto | undefined,
): FlavourDto | undefined {
  const sorted = sortFlavours(flavours);
  return sorted.find((flavour) => fits(flavour, image)) ?? sorted.at(-1);
}
