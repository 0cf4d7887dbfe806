import { safeJson } from '../text.js';
import type { Page } from './list-query.js';

const MAX_KEPT_PAGES = 4;

/** The JSON of objects that do not change. */
const kept = new WeakMap<object, string>();

/** Serialize an object once, for all the responses that will contain it. The object cannot be changed afterwards. */
export function keepJson<T extends object>(value: T): Readonly<T> {
  kept.set(value, responseJson(value));
  return Object.freeze(value);
}

/** The pages of a list that were requested last, with their JSON. */
export class KeptPages<T extends object> {
  private pages: readonly Readonly<Page<T>>[] = [];

  /** Return the page with these items: the same object as before if the same items make it up. */
  of(items: T[], total: number): Readonly<Page<T>> {
    const page =
      this.pages.find((each) => isPageOf(each, items, total)) ?? keepJson({ items, total });
    const others = this.pages.filter((each) => each !== page);
    this.pages = [page, ...others].slice(0, MAX_KEPT_PAGES);
    return page;
  }
}

function isPageOf<T>(page: Readonly<Page<T>>, items: readonly T[], total: number): boolean {
  return (
    page.total === total &&
    page.items.length === items.length &&
    page.items.every((item, index) => item === items[index])
  );
}

/** Return the JSON of a response: the same text as {@link safeJson}, but what is kept is not serialized again. */
export function responseJson(body: unknown): string {
  const known = isObject(body) ? kept.get(body) : undefined;
  if (known !== undefined) return known;
  if (!isList(body)) return safeJson(body);
  const members = Object.entries(body)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const text = name === 'items' ? `[${body.items.map(itemJson).join(',')}]` : safeJson(value);
      return `${JSON.stringify(name)}:${text}`;
    });
  return `{${members.join(',')}}`;
}

function itemJson(item: unknown): string {
  return isObject(item) ? (kept.get(item) ?? safeJson(item)) : safeJson(item);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isList(body: unknown): body is { readonly items: readonly unknown[] } {
  return isObject(body) && 'items' in body && Array.isArray(body.items);
}
