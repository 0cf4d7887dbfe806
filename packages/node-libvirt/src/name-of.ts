import type { Enum } from './enum.js';
import { enumNames } from './enum-names.gen.js';

/** The names of libvirt's enums. */
export type EnumName = keyof typeof enumNames;

const parsed = new Map<EnumName, ReadonlyMap<number, string>>();

/**
 * Return the name of a constant, such as `VIR_DOMAIN_RUNNING` for `nameOf('virDomainState', 1)`. Values that this
 * version does not know have none.
 */
export function nameOf<Type extends EnumName>(
  type: Type,
  value: Enum<NoInfer<Type>>,
): string | undefined {
  let names = parsed.get(type);
  if (names === undefined) {
    names = parse(enumNames[type]);
    parsed.set(type, names);
  }
  return names.get(value);
}

function parse(text: string): Map<number, string> {
  const names = new Map<number, string>();
  for (const entry of text.split(' ')) {
    const [name = '', value] = entry.split('=');
    // Some values have two names; the first is the older one.
    if (!names.has(Number(value))) names.set(Number(value), name);
  }
  return names;
}
