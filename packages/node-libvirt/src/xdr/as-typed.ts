/**
 * Gives a value the type that the codec or the row beside it promises. TypeScript cannot follow
 * a generic look-up into the object that it looks up, so this is the one place that asserts.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the type
export function asTyped<T>(value: unknown): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above: the table is the proof
  return value as T;
}
