import { existsSync, lstatSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { InvalidInputError, messageOf } from '../common/errors.js';

/** The templates by their purpose; a file with the same path overrides one. */
export const TEMPLATE_PATHS = {
  domain: 'domain/instance.xml.hbs',
  metadata: 'domain/metadata.xml.hbs',
  metadataContent: 'domain/metadata-content.xml.hbs',
  volume: 'volume/volume.xml.hbs',
  pool: 'volume/pool.xml.hbs',
} as const;

export type TemplateName = keyof typeof TEMPLATE_PATHS;

/** The source of a template. */
export interface TemplateFile {
  /** Its absolute path. */
  readonly path: string;
  readonly source: string;
  /** Whether it is from the administrator's folder. */
  readonly overridden: boolean;
}

export type TemplateFiles = Readonly<Record<TemplateName, TemplateFile>>;

/**
 * Read the templates, each from the folder of overrides if it is there, otherwise picostack's own.
 * @throws InvalidInputError on a file that cannot be read, or whose name is not that of a template
 */
export function readTemplates(overrideDir?: string): TemplateFiles {
  if (overrideDir) refuseStrangers(overrideDir);
  const read = (name: TemplateName): TemplateFile => {
    const override = overrideDir && join(overrideDir, TEMPLATE_PATHS[name]);
    return override && isThere(override)
      ? { path: override, source: readText(override), overridden: true }
      : readShipped(name);
  };
  return {
    domain: read('domain'),
    metadata: read('metadata'),
    metadataContent: read('metadataContent'),
    volume: read('volume'),
    pool: read('pool'),
  };
}

function readShipped(name: TemplateName): TemplateFile {
  const path = join(shippedDir, TEMPLATE_PATHS[name]);
  return { path, source: readText(path), overridden: false };
}

/** Check whether a file exists. A broken link counts, so that its author gets an error instead of the default template. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): InvalidInputError {
  return new InvalidInputError(
    `Cannot read the template ${path}: ${messageOf(error)}`,
    [],
    'invalidTemplates',
  );
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Refuse files with similar names: they would be ignored without a message. */
function refuseStrangers(overrideDir: string): void {
  const known: readonly string[] = Object.values(TEMPLATE_PATHS);
  const strangers = templatesIn(overrideDir).filter((path) => !known.includes(path));
  if (strangers.length === 0) return;
  const list = strangers.map((path) => join(overrideDir, path)).join(', ');
  throw new InvalidInputError(
    `These files do not override a template of picostack: ${list}. Known: ${known.join(', ')}.`,
    [],
    'invalidTemplates',
  );
}

function templatesIn(folder: string): string[] {
  try {
    if (!statSync(folder, { throwIfNoEntry: false })) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.hbs'))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .toSorted();
  } catch (error) {
    throw unreadable(folder, error);
  }
}

const shippedDir = findUpwards('templates');

/** Find the closest parent folder with this folder: it is the same for the sources and the built files. */
function findUpwards(name: string): string {
  for (let dir = import.meta.dirname; dir !== dirname(dir); dir = dirname(dir)) {
    if (existsSync(join(dir, name, 'domain'))) return join(dir, name);
  }
  throw new Error(`No folder "${name}" above ${import.meta.dirname}`);
}
