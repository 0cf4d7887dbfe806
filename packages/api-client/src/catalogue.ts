import type { components } from './schema.gen.js';

type Entry = components['schemas']['CatalogueEntryDto'];
type NewImage = components['schemas']['CreateImageDto'];

/** The request that imports an entry of the catalogue. */
export function imageOfEntry(entry: Entry, name = entry.name): NewImage & { url: string } {
  const { format, url, checksumUrl, osInfo, defaultUser, minMemoryMiB, minDiskGiB } = entry;
  const { firmware, defaultPorts } = entry;
  return {
    name,
    format,
    url,
    checksumUrl,
    osInfo,
    ...(defaultUser !== null && { defaultUser }),
    minMemoryMiB,
    minDiskGiB,
    ...(firmware === 'uefi' && { firmware }),
    defaultPorts,
  };
}
