/**
 * Return a value with the type that its codec or its row in the protocol table guarantees. TypeScript cannot follow a
 * generic lookup, so this is the only place with an assertion.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the type
export function asTyped<T>(value: unknown): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the codec guarantees the type, see above
  return value as T;
}
