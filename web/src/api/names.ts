/** The longest name of an image or an instance: an RFC 1123 label. */
export const MAX_NAME_LENGTH = 63;

/** The nearest RFC 1123 label: lower-case letters, digits and inner hyphens. */
export function toLabel(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_NAME_LENGTH)
    .replace(/^-+|-+$/g, '');
}

/** The next free name after an image: tiny -> tiny-1, tiny-2, ... */
export function suggestInstanceName(imageName: string, taken: ReadonlySet<string>): string {
  const base = toLabel(imageName) || 'instance';
  for (let number = 1; ; number += 1) {
    const suffix = `-${number}`;
    const stem = base.slice(0, MAX_NAME_LENGTH - suffix.length).replace(/-+$/, '');
    if (!taken.has(stem + suffix)) return stem + suffix;
  }
}

/** An image's name after its file: "Debian-12.qcow2" -> "debian-12". */
export function suggestImageName(fileName: string, taken: ReadonlySet<string>): string {
  const stem = fileName.replace(/(\.(qcow2|img|raw|iso|bin|qcow|gz|xz|zst))+$/i, '');
  const base = toLabel(stem) || 'image';
  return taken.has(base) ? suggestInstanceName(base, taken) : base;
}

/** The next free name beside an instance's: web-1 -> web-2, web -> web-1. */
export function suggestCloneName(name: string, taken: ReadonlySet<string>): string {
  return suggestInstanceName(name.replace(/-\d+$/, ''), taken);
}

const LOOKS_LIKE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is wrong with an instance's name, in words; null when it is right. */
export function nameProblem(name: string): string | null {
  if (name === '') return 'Give a name.';
  if (name.length > MAX_NAME_LENGTH) return `At most ${MAX_NAME_LENGTH} characters.`;
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name)) {
    return 'Lower-case letters, digits and hyphens; a letter or digit first and last.';
  }
  if (LOOKS_LIKE_ID.test(name)) return 'A name must not look like an id.';
  return null;
}

/** What is wrong with an image's name, in words; null when it is right. */
export function imageNameProblem(name: string): string | null {
  if (name === '') return 'Give a name.';
  if (name.length > MAX_NAME_LENGTH) return `At most ${MAX_NAME_LENGTH} characters.`;
  if (!/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/.test(name)) {
    return 'Letters, digits, dots, hyphens and underscores; a letter or digit first.';
  }
  if (LOOKS_LIKE_ID.test(name)) return 'A name must not look like an id.';
  return null;
}
