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

/** What is wrong with a name, in words; null when it is right. */
export function nameProblem(name: string): string | null {
  if (name === '') return 'Give a name.';
  if (name.length > MAX_NAME_LENGTH) return `At most ${MAX_NAME_LENGTH} characters.`;
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name)) {
    return 'Lower-case letters, digits and hyphens; a letter or digit first and last.';
  }
  return null;
}
