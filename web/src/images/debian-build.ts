import { validateImageName } from '../api/names';
import type { BuildImageDto } from '../api/types';
import { validateSize } from './image-draft';

/** The releases of Debian that the server can build, as the page names them. */
export const SUITE_NAMES = { bookworm: 'Debian 12 (bookworm)', trixie: 'Debian 13 (trixie)' };
export type Suite = keyof typeof SUITE_NAMES;

/** The names of the images, unless the user chooses another. */
export const SUITE_IMAGES: Readonly<Record<Suite, string>> = {
  bookworm: 'debian-12',
  trixie: 'debian-13',
};

/** The values of the form, as typed. */
export interface DebianDraft {
  name: string;
  isNameEdited: boolean;
  suite: Suite;
  sizeGiB: string;
  sshKeys: string;
}

const MIN_GIB = 2;
const MAX_GIB = 2048;
/** "ssh-ed25519 AAAA... comment", perhaps after options. */
const PUBLIC_KEY = /(^|\s)(ssh-|ecdsa-|sk-)[a-z0-9@.-]+ AAAA[A-Za-z0-9+/]+=*(\s|$)/;

/** Return the keys of a text with one key on each line. */
export function parseKeys(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** Return the errors by field; a field without an error is left out. */
export function debianErrors(draft: DebianDraft): Partial<Record<keyof DebianDraft, string>> {
  const errors: Partial<Record<keyof DebianDraft, string>> = {};
  const nameError = validateImageName(draft.name);
  if (nameError !== null) errors.name = nameError;
  const size = Number(draft.sizeGiB);
  const isSize = draft.sizeGiB.trim() === '' || (size >= MIN_GIB && size <= MAX_GIB);
  if (validateSize(draft.sizeGiB, MAX_GIB) !== null || !isSize) {
    errors.sizeGiB = `Enter a whole number from ${MIN_GIB} to ${MAX_GIB}.`;
  }
  const wrong = parseKeys(draft.sshKeys).find((key) => !PUBLIC_KEY.test(key));
  if (wrong !== undefined) {
    errors.sshKeys = /PRIVATE KEY/.test(draft.sshKeys)
      ? 'This is a private key. Enter the public key, from the file that ends with .pub.'
      : 'Enter public keys, one on each line, such as “ssh-ed25519 AAAA… me@laptop”.';
  }
  return errors;
}

/** The request that builds the image. */
export function debianRequest({ name, suite, sizeGiB, sshKeys }: DebianDraft): BuildImageDto {
  const keys = parseKeys(sshKeys);
  return {
    recipe: 'jeos',
    name,
    suite,
    ...(sizeGiB.trim() !== '' && { sizeGiB: Number(sizeGiB) }),
    ...(keys.length > 0 && { sshKeys: keys }),
  };
}
