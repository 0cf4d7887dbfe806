import { ValidateBy, validateSync } from 'class-validator';
import type { FieldError } from '../errors.js';
import { fieldErrors } from './validation.js';

const LONGEST_VALUE = 60;
/** The clocks of two hosts may differ a little. */
const CLOCK_TOLERANCE_MS = 24 * 60 * 60 * 1000;
const ISO_DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** A value that was recorded outside of the database, and that no request could have set: it is left out. */
export interface RecordProblem {
  /** Where it stands: `ports.0.guestPort`. */
  readonly field: string;
  /** What is there, cut where it is long. */
  readonly value: string;
  /** Why it cannot be taken, and what was taken instead. */
  readonly message: string;
}

/** Check an object as the body of a request is checked. */
export function errorsOf(dto: object): FieldError[] {
  return validateSync(dto, { stopAtFirstError: true }).flatMap((error) => fieldErrors(error));
}

/** A date as picostack writes it (ISO 8601, UTC), of a day that exists and is not in the future. */
export function IsPastDate() {
  return ValidateBy({
    name: 'isPastDate',
    validator: {
      validate: isPastDate,
      defaultMessage: () => 'must be a date in UTC that is not in the future',
    },
  });
}

/** Make a value fit for a report: cut where it is long, without characters that a terminal would obey. */
export function cut(value: string): string {
  const shown = value.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
  return shown.length > LONGEST_VALUE ? `${shown.slice(0, LONGEST_VALUE)}…` : shown;
}

function isPastDate(value: unknown): boolean {
  if (typeof value !== 'string' || !ISO_DATE.test(value)) return false;
  const time = Date.parse(value);
  // A day that no month has is moved to the next month.
  const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(value.slice(0, 19));
  return isReal && time <= Date.now() + CLOCK_TOLERANCE_MS;
}
