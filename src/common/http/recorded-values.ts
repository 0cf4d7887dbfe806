import { ValidateBy, validateSync } from 'class-validator';
import type { FieldError } from '../errors.js';
import { fieldErrors } from './validation.js';

const LONGEST_VALUE = 60;
/** The allowed difference between the clocks of two hosts. */
const CLOCK_TOLERANCE_MS = 24 * 60 * 60 * 1000;
const ISO_DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** An invalid value that was recorded outside of the database: it is ignored. */
export interface RecordProblem {
  /** Its path: `ports.0.guestPort`. */
  readonly field: string;
  /** The value, cut if it is long. */
  readonly value: string;
  /** Why it is invalid, and what is used instead. */
  readonly message: string;
}

/** Validate an object like the body of a request. */
export function errorsOf(dto: object): FieldError[] {
  return validateSync(dto, { stopAtFirstError: true }).flatMap((error) => fieldErrors(error));
}

/** A date in picostack's format (ISO 8601, UTC), which exists and is not in the future. */
export function IsPastDate() {
  return ValidateBy({
    name: 'isPastDate',
    validator: {
      validate: isPastDate,
      defaultMessage: () => 'must be a date in UTC that is not in the future',
    },
  });
}

/** Shorten a value for a report, and remove control characters. */
export function cut(value: string): string {
  const shown = value.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
  return shown.length > LONGEST_VALUE ? `${shown.slice(0, LONGEST_VALUE)}…` : shown;
}

function isPastDate(value: unknown): boolean {
  if (typeof value !== 'string' || !ISO_DATE.test(value)) return false;
  const time = Date.parse(value);
  // Date moves a day that does not exist to the next month.
  const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(value.slice(0, 19));
  return isReal && time <= Date.now() + CLOCK_TOLERANCE_MS;
}
