import { safeJson } from '../text.js';

/** The JSON of objects that do not change. */
const kept = new WeakMap<object, string>();

/** Serialize an object once, for all the lists that will contain it. The object cannot be changed afterwards. */
export function keepJson<T extends object>(value: T): Readonly<T> {
  kept.set(value, safeJson(value));
  return Object.freeze(value);
}

/** Return the JSON of a response: the same text as {@link safeJson}, but items whose JSON is kept are not serialized again. */
export function responseJson(body: unknown): string {
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
  return (isObject(item) && kept.get(item)) || safeJson(item);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isList(body: unknown): body is { readonly items: readonly unknown[] } {
  return isObject(body) && 'items' in body && Array.isArray(body.items);
}
