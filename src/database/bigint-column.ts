import type { ValueTransformer } from 'typeorm';

/** Sizes in bytes: 64-bit in the database, a number in the program (exact up to 8 PiB). */
export const bigintAsNumber: ValueTransformer = {
  to: (value: number | null | undefined) => value,
  from: (value: string | number | null) => (value === null ? null : Number(value)),
};
