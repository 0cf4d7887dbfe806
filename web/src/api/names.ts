import { UUID_PATTERN } from '@picostack/api-client/formats';
import { LIMITS } from '@picostack/api-client/limits';

const INSTANCE_NAME = new RegExp(LIMITS.RenameInstanceDto.name.pattern);
const IMAGE_NAME = new RegExp(LIMITS.CreateImageDto.name.pattern);

/** The maximum length of a name; an instance name is an RFC 1123 label. */
export const MAX_NAME_LENGTH = LIMITS.RenameInstanceDto.name.maxLength;

/** Convert a text to the nearest RFC 1123 label: lower-case letters, digits and inner hyphens. */
export function toLabel(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_NAME_LENGTH)
    .replace(/^-+|-+$/g, '');
}

/** Suggest a name for an instance of an image: tiny -> tiny-1, tiny-2, ... */
export function suggestInstanceName(imageName: string, taken: ReadonlySet<string>): string {
  const base = toLabel(imageName) || 'instance';
  for (let number = 1; ; number += 1) {
    const suffix = `-${number}`;
    const stem = base.slice(0, MAX_NAME_LENGTH - suffix.length).replace(/-+$/, '');
    if (!taken.has(stem + suffix)) return stem + suffix;
  }
}

/** Suggest a name for an image from its file name: "Debian-12.qcow2" -> "debian-12". */
export function suggestImageName(fileName: string, taken: ReadonlySet<string>): string {
  const stem = fileName.replace(
    /(\.(qcow2|img|raw|iso|bin|qcow|vmdk|vdi|vhdx|vhd|ova|gz|xz|zst|bz2))+$/i,
    '',
  );
  const base = toLabel(stem) || 'image';
  return taken.has(base) ? suggestInstanceName(base, taken) : base;
}

/** Suggest a name for a clone of an instance: web-1 -> web-2, web -> web-1. */
export function suggestCloneName(name: string, taken: ReadonlySet<string>): string {
  return suggestInstanceName(name.replace(/-\d+$/, ''), taken);
}

/** Return the error of an instance name; null if it is valid. */
export function validateInstanceName(name: string): string | null {
  return validateName(
    name,
    INSTANCE_NAME,
    'Use lower-case letters, digits and hyphens. Start and end with a letter or digit.',
  );
}

/** Return the error of an image name; null if it is valid. */
export function validateImageName(name: string): string | null {
  return validateName(
    name,
    IMAGE_NAME,
    'Use letters, digits, dots, hyphens and underscores. Start with a letter or digit.',
  );
}

function validateName(name: string, pattern: RegExp, patternError: string): string | null {
  if (name === '') return 'Enter a name.';
  if (name.length > MAX_NAME_LENGTH) return `Use at most ${MAX_NAME_LENGTH} characters.`;
  if (!pattern.test(name)) return patternError;
  return UUID_PATTERN.test(name) ? 'A name cannot have the form of an ID.' : null;
}
