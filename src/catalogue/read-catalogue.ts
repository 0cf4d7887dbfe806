import { join } from 'node:path';
import { PROGRAM_FOLDER } from '../common/program-folder.js';
import { type CatalogueFileEntry, readCatalogueFile } from './catalogue-file.js';

/** The catalogue that picostack ships. */
export const SHIPPED_CATALOGUE = join(PROGRAM_FOLDER, 'catalogue', 'catalogue.json');

/**
 * Read picostack's own catalogue, and the file of the administrator, whose entries are added, replace those with the same
 * name, or replace all.
 * @param path the file of the administrator; undefined if there is none
 * @throws InvalidInputError `invalidCatalogue`
 */
export function readCatalogue(path: string | undefined): readonly CatalogueFileEntry[] {
  const own = path === undefined ? undefined : readCatalogueFile(path);
  const shipped = own?.replaces ? [] : readCatalogueFile(SHIPPED_CATALOGUE).entries;
  const byName = new Map([...shipped, ...(own?.entries ?? [])].map((entry) => [entry.name, entry]));
  return [...byName.values()];
}
