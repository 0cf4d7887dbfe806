import type { FlavourDto, ImageDto } from '../api/types';

/** Sort flavours from small to large. */
export function sortFlavours(flavours: FlavourDto[]): FlavourDto[] {
  return flavours.toSorted(
    (a, b) => a.memoryMiB - b.memoryMiB || a.vcpus - b.vcpus || a.name.localeCompare(b.name),
  );
}

/** What a flavour has too little of for an image; the server refuses such a launch. */
export function tooLittleOf(
  { memoryMiB, diskGiB }: FlavourDto,
  image: ImageDto | undefined,
): 'memory' | 'disk' | null {
  if (memoryMiB < (image?.minMemoryMiB ?? 0)) return 'memory';
  // A flavour without a disk size takes that of the image.
  return diskGiB !== null && diskGiB < (image?.minDiskGiB ?? 0) ? 'disk' : null;
}

/** Return the recommended flavour of an image, or the smallest one that is large enough, or else the largest one. */
export function pickFlavour(
  flavours: FlavourDto[],
  image: ImageDto | undefined,
): FlavourDto | undefined {
  const sorted = sortFlavours(flavours);
  return (
    sorted.find(({ name }) => name === image?.recommendedFlavour) ??
    sorted.find((flavour) => tooLittleOf(flavour, image) === null) ??
    sorted.at(-1)
  );
}
