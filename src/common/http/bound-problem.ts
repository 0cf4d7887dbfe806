import { shortText } from '../text.js';

/** The maximum size of an error response: it must not be larger than the request that it echoes. */
const MAX_PROBLEM_BYTES = 12 * 1024;
/** From generous to strict: the first limit that makes the problem small enough is used. */
const LIMITS = [
  { detail: 2_000, text: 500, items: 100 },
  { detail: 2_000, text: 200, items: 20 },
  { detail: 1_000, text: 60, items: 8 },
] as const;

type Limits = (typeof LIMITS)[number];

/** Limit the size of a problem: of its texts, and of its lists. */
export function boundProblem(problem: {
  readonly detail: string;
  readonly [name: string]: unknown;
}) {
  let bounded: object = {};
  for (const limits of LIMITS) {
    bounded = { ...cutObject(problem, limits), detail: cutDetail(problem.detail, limits) };
    if (Buffer.byteLength(JSON.stringify(bounded)) <= MAX_PROBLEM_BYTES) return bounded;
  }
  return bounded;
}

function cutDetail(detail: string, limits: Limits): string {
  // Messages of other programs may have several lines.
  return shortText(detail.slice(0, 2 * limits.detail).replaceAll('\n', ' '), limits.detail);
}

function cut(value: unknown, limits: Limits, depth: number): unknown {
  if (typeof value === 'string') return shortText(value, limits.text);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return null;
  if (!Array.isArray(value)) return cutObject(value, limits, depth);
  return value.slice(0, limits.items).map((item) => cut(item, limits, depth - 1));
}

function cutObject(object: object, limits: Limits, depth = 3): object {
  return Object.fromEntries(
    Object.entries(object)
      .slice(0, limits.items)
      .map(([name, value]) => [shortText(name, limits.text), cut(value, limits, depth - 1)]),
  );
}
