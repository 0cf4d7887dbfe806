/** The most tags that an instance has. */
export const MAX_TAGS = 16;

/** "web, staging web" -> ["web", "staging"] */
export function parseTags(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((tag) => tag !== ''))];
}

/** What is wrong with tags as they are typed, in words; null when they are right. */
export function tagsProblem(text: string): string | null {
  const tags = parseTags(text);
  if (tags.length > MAX_TAGS) return `At most ${MAX_TAGS} tags.`;
  const wrong = tags.find((tag) => !/^[a-zA-Z0-9._-]{1,32}$/.test(tag));
  if (wrong === undefined) return null;
  return `“${wrong}” is no tag: 1 to 32 letters, digits, dots, underscores and hyphens.`;
}
