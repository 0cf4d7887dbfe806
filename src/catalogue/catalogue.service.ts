import { Inject, Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { NotFoundError } from '../common/errors.js';
import {
  type ListQueryDto,
  type MemoryListOptions,
  type Page,
  pageOf,
} from '../common/http/list-query.js';
import { foldCase } from '../common/search.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import type { CatalogueFileEntry } from './catalogue-file.js';
import type { CatalogueEntryDto } from './dto.js';
import { readCatalogue } from './read-catalogue.js';

const LIST_OPTIONS: MemoryListOptions<CatalogueEntryDto> = {
  sortable: {
    name: ({ name }) => name,
    title: ({ title }) => foldCase(title),
    minMemoryMiB: ({ minMemoryMiB }) => minMemoryMiB,
    minDiskGiB: ({ minDiskGiB }) => minDiskGiB,
  },
  defaultSort: 'name',
  searchable: ({ name, title, description, osInfo }) => [name, title, description, osInfo],
};

/** The cloud images that can be imported by name. */
@Injectable()
export class CatalogueService {
  private entries: readonly CatalogueEntryDto[];

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    this.entries = this.read();
  }

  /** @throws InvalidInputError if the list cannot be sorted by that field */
  list(query: ListQueryDto): Page<CatalogueEntryDto> {
    return pageOf(this.entries, query, LIST_OPTIONS);
  }

  /** @throws NotFoundError */
  get(name: string): CatalogueEntryDto {
    const found = this.entries.find((entry) => entry.name === name);
    if (!found) throw new NotFoundError('catalogueEntry', name);
    return found;
  }

  /**
   * Read the files again.
   * @returns the number of entries if anything has changed
   * @throws InvalidInputError if a file is invalid; then the entries stay as they are
   */
  reload(): number | undefined {
    const fresh = this.read();
    if (isDeepStrictEqual(fresh, this.entries)) return undefined;
    this.entries = fresh;
    return fresh.length;
  }

  private read(): readonly CatalogueEntryDto[] {
    return readCatalogue(this.settings.catalogue).map(toDto);
  }
}

function toDto(entry: CatalogueFileEntry): CatalogueEntryDto {
  return {
    name: entry.name,
    title: entry.title,
    description: entry.description ?? '',
    osInfo: entry.osInfo,
    homepage: entry.homepage ?? null,
    architecture: entry.architecture,
    url: entry.url,
    checksumUrl: entry.checksumUrl,
    format: entry.format,
    compression: entry.compression ?? null,
    defaultUser: entry.defaultUser ?? null,
    minMemoryMiB: entry.minMemoryMiB,
    minDiskGiB: entry.minDiskGiB,
    firmware: entry.firmware,
    defaultPorts: entry.defaultPorts ?? [],
  };
}
