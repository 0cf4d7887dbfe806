/** The meaning of a collection's `q`: the text appears literally, whatever its case. */
export interface Search {
  /** Operand of SQL `LIKE ... ESCAPE '\'`, to be compared with the lower-case column. */
  readonly likePattern: string;
  /** Apply the same rule to a text in memory. */
  readonly matches: (text: string) => boolean;
}

/** Compile a collection's `q`; every collection, in the database or in memory, searches with this function. */
export function search(q: string): Search {
  const needle = foldCase(q);
  return {
    likePattern: `%${needle.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`,
    matches: (text) => foldCase(text).includes(needle),
  };
}

/** Fold the case of a text for comparison. SQLite's `lower()` is replaced by this function. */
export function foldCase(text: string): string {
  return text.toLowerCase();
}
