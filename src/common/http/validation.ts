import { type ArgumentMetadata, type ValidationError, ValidationPipe } from '@nestjs/common';
import { type FieldError, InvalidInputError } from '../errors.js';
import { shortText } from '../text.js';

/** More errors than these nobody reads. */
const MAX_REPORTED = 20;
const MAX_FIELD_LENGTH = 100;
const MAX_MESSAGE_LENGTH = 300;
const UNKNOWN = 'should not exist';

/** Fields that class-transformer leaves out before anything sees them: they are unknown, as any other. */
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

/** Checks every request body, query and parameter; unknown fields are refused by name. */
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

/** Name each bad field of a checked object; nested ones with a path: `ports.0.guestPort`. */
export function fieldErrors(error: ValidationError, parent = ''): FieldError[] {
  const field = shortText(parent + error.property, MAX_FIELD_LENGTH);
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    field,
    message: shortText(wordsOf(rule, message, error), MAX_MESSAGE_LENGTH),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, `${field}.`))];
}

/** Rules that only a number, or only text, can keep. */
const NUMBER_RULES: readonly string[] = ['min', 'max'];
const TEXT_RULES: readonly string[] = ['minLength', 'maxLength', 'isLength', 'matches'];

/**
 * class-validator puts the property's name, as long as it may be, into its messages; `field` says it already. It stops
 * at the first rule that fails, which for a value of another type, or none, may be any: "must not be greater than 5".
 */
function wordsOf(rule: string, message: string, { property, value }: ValidationError): string {
  if (rule === 'whitelistValidation') return UNKNOWN;
  const checked: unknown = value;
  if (checked === undefined) return 'is required';
  // The rule may be meant for each of the values in a list.
  if (!Array.isArray(checked)) {
    const isNumber = typeof checked === 'number' && !Number.isNaN(checked);
    if (NUMBER_RULES.includes(rule) && !isNumber) return 'must be a number';
    if (TEXT_RULES.includes(rule) && typeof checked !== 'string') return 'must be text';
  }
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}
