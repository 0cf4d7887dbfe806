declare const enumType: unique symbol;

/**
 * A value of one of libvirt's enums, or a combination of flags. Constants of another enum do not compile; plain
 * numbers, such as `A | B`, do.
 */
export type Enum<Type extends string, Value extends number = number> = Value & {
  readonly [enumType]?: Type;
};

/** Combine flags of one enum, like `|`, but refuse constants of other enums at compile time. */
export function flags<Type extends string>(...values: readonly Enum<Type>[]): Enum<Type> {
  return values.reduce<number>((all, value) => all | value, 0);
}
