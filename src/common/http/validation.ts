import { type ArgumentMetadata, type ValidationError, ValidationPipe } from '@nestjs/common';
import { type FieldError, InvalidInputError } from '../errors.js';
import { shortText } from '../text.js';

/** The maximum number of errors in a response. */
const MAX_REPORTED = 20;
const MAX_FIELD_LENGTH = 100;
const MAX_MESSAGE_LENGTH = 300;
const UNKNOWN = 'should not exist';

/** Fields that class-transformer removes silently: they are unknown fields like others. */
const DROPPED_FIELDS = ['__proto__', 'constructor', 'prototype'];

class StrictValidationPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'custom' && typeof value === 'object' && value !== null) {
      const dropped = Object.keys(value).filter((name) => DROPPED_FIELDS.includes(name));
      if (dropped.length > 0) throw refusal(dropped.map((field) => ({ field, message: UNKNOWN })));
    }
    return super.transform(value, metadata);
  }
}

/** Validates all request bodies, queries and parameters; unknown fields are errors. */
export function validationPipe(): ValidationPipe {
  return new StrictValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => refusal(errors.flatMap((error) => fieldErrors(error))),
  });
}

function refusal(fields: readonly FieldError[]): InvalidInputError {
  const shown = fields.slice(0, MAX_REPORTED);
  const list = shown.map(({ field, message }) => `${field} ${message}`).join('; ');
  const more = fields.length > shown.length ? `; and ${fields.length - shown.length} more` : '';
  return new InvalidInputError(`The request was refused: ${list}${more}.`, shown);
}

/** List the invalid fields of a validated object, nested ones with a path: `ports.0.guestPort`. */
export function fieldErrors(error: ValidationError, parent = ''): FieldError[] {
  const field = shortText(parent + error.property, MAX_FIELD_LENGTH);
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    field,
    message: shortText(wordsOf(rule, message, error), MAX_MESSAGE_LENGTH),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, `${field}.`))];
}

/** Rules that only apply to numbers, or only to text. */
const NUMBER_RULES: readonly string[] = ['min', 'max'];
const TEXT_RULES: readonly string[] = ['minLength', 'maxLength', 'isLength', 'matches'];

/**
 * class-validator puts the name of the property into its messages, but `field` has it already. It reports the first rule that
 * fails, which for a value of a wrong type may be any: "must not be greater than 5".
 */
function wordsOf(rule: string, message: string, { property, value }: ValidationError): string {
  if (rule === 'whitelistValidation') return UNKNOWN;
  const checked: unknown = value;
  if (checked === undefined) return 'is required';
  // The rule may apply to each value of a list.
  if (!Array.isArray(checked)) {
    const isNumber = typeof checked === 'number' && !Number.isNaN(checked);
    if (NUMBER_RULES.includes(rule) && !isNumber) return 'must be a number';
    if (TEXT_RULES.includes(rule) && typeof checked !== 'string') return 'must be text';
  }
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}
