import { distance } from 'fastest-levenshtein';

/** Return the known name that is most similar to a mistyped one; undefined if none is similar. */
export function suggestion(name: string, known: readonly string[]): string | undefined {
  // The distance takes quadratic time.
  if (name.length > 100) return undefined;
  const typed = name.toLowerCase();
  const longer = known.find((candidate) => typed.startsWith(candidate.toLowerCase()));
  if (longer) return longer;
  const [nearest] = known
    .map((candidate) => ({ candidate, edits: distance(typed, candidate.toLowerCase()) }))
    .toSorted((a, b) => a.edits - b.edits);
  if (!nearest) return undefined;
  return nearest.edits <= Math.max(2, nearest.candidate.length / 4) ? nearest.candidate : undefined;
}
