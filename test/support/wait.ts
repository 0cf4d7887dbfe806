/** How often to check a condition for which there is no event. */
const CHECK_INTERVAL_MS = 50;

/**
 * Call the probe until it neither throws nor returns undefined.
 * @param what the condition, for the error
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
    // sleep: the only allowed place, between two checks.
    await new Promise((next) => setTimeout(next, CHECK_INTERVAL_MS));
  }
}

/** Settle like the promise, or reject when the limit has passed. */
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
