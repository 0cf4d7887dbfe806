import { existsSync, lstatSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { InvalidInputError, messageOf } from '../common/errors.js';

/** The templates, by what they are for; each can be overridden by a file of the same path. */
export const TEMPLATE_PATHS = {
  domain: 'domain/instance.xml.hbs',
  metadata: 'domain/metadata.xml.hbs',
  metadataContent: 'domain/metadata-content.xml.hbs',
  volume: 'volume/volume.xml.hbs',
  pool: 'volume/pool.xml.hbs',
} as const;

export type TemplateName = keyof typeof TEMPLATE_PATHS;

/** A template as it was read. */
export interface TemplateFile {
  /** Where it was read, absolute. */
  readonly path: string;
  readonly source: string;
  /** Whether it comes from the administrator's folder, and not with picostack. */
  readonly overridden: boolean;
}

export type TemplateFiles = Readonly<Record<TemplateName, TemplateFile>>;

/**
 * Reads the templates: each from the folder of overrides where it is there, else the one that comes with picostack.
 * @throws InvalidInputError for a file that cannot be read, and for one that overrides nothing: its name is a slip
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

/** A link that leads nowhere is there: who made it would wonder why nothing comes of it. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): InvalidInputError {
  return new InvalidInputError(
    `The template ${path} cannot be read: ${messageOf(error)}`,
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

/** A file that is named almost like a template would be passed over in silence, and its author would wonder. */
function refuseStrangers(overrideDir: string): void {
  const known: readonly string[] = Object.values(TEMPLATE_PATHS);
  const strangers = templatesIn(overrideDir).filter((path) => !known.includes(path));
  if (strangers.length === 0) return;
  const list = strangers.map((path) => join(overrideDir, path)).join(', ');
  throw new InvalidInputError(
    `These files override no template of picostack: ${list}. Known: ${known.join(', ')}.`,
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

/** The nearest folder of this name above this file: the same one for the sources and for what is built from them. */
function findUpwards(name: string): string {
  for (let dir = import.meta.dirname; dir !== dirname(dir); dir = dirname(dir)) {
    if (existsSync(join(dir, name, 'domain'))) return join(dir, name);
  }
  throw new Error(`No folder "${name}" above ${import.meta.dirname}`);
}
