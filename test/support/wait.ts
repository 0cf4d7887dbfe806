/** How often a condition is looked at that nothing tells of. */
const LOOK_EVERY_MS = 50;

/**
 * Looks until the probe neither throws nor answers undefined.
 * @param what is waited for, for the error
 */
export async function eventually<T>(
  what: string,
  limitMs: number,
  probe: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  let last: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value !== undefined) return value;
      last = 'not yet';
    } catch (error) {
      last = error;
    }
    if (performance.now() >= deadline) {
      throw new Error(`Waited ${limitMs} ms for ${what}: ${String(last)}`, { cause: last });
    }
    // sleep: the one place that may, between two looks.
    await new Promise((next) => setTimeout(next, LOOK_EVERY_MS));
  }
}

/** Settles as the promise does, or fails when the limit has passed. */
export async function within<T>(what: string, limitMs: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${limitMs} ms for ${what}`)), limitMs);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
