/** The result of a check. */
export interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'note' | 'problem';
  readonly found: string;
  /** What to do. */
  readonly advice?: string;
}

export function ok(check: string, found: string): Finding {
  return { check, status: 'ok', found };
}

/** It works, with a limitation. */
export function note(check: string, found: string, advice: string): Finding {
  return { check, status: 'note', found, advice };
}

export function problem(check: string, found: string, advice: string): Finding {
  return { check, status: 'problem', found, advice };
}
