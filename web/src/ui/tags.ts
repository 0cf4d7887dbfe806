import { LIMITS } from '@picostack/api-client/limits';

const MAX_TAGS = LIMITS.UpdateInstanceDto.tags.maxItems;
const TAG = new RegExp(LIMITS.UpdateInstanceDto['tags[]'].pattern);

/** Split tags at spaces and commas: "web, staging web" -> ["web", "staging"] */
export function parseTags(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((tag) => tag !== ''))];
}

/** Return the error of tags that the user typed; null if they are valid. */
export function validateTags(text: string): string | null {
  const tags = parseTags(text);
  if (tags.length > MAX_TAGS) return `Enter at most ${MAX_TAGS} tags.`;
  const invalid = tags.find((tag) => !TAG.test(tag));
  if (invalid === undefined) return null;
  return `“${invalid}” is not a valid tag. Use up to 32 letters, digits, dots, underscores and hyphens.`;
}
