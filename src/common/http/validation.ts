import { type ValidationError, ValidationPipe } from '@nestjs/common';
import { type FieldError, InvalidInputError } from '../errors.js';

/** Checks every request body, query and parameter; unknown fields are refused by name. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => {
      const fields = errors.flatMap((error) => fieldErrors(error));
      const list = fields.map(({ field, message }) => `${field} ${message}`).join('; ');
      return new InvalidInputError(`The request was refused: ${list}.`, fields);
    },
  });
}

function fieldErrors(error: ValidationError, parent = ''): FieldError[] {
  const field = parent + error.property;
  const own = Object.values(error.constraints ?? {}).map((message) => ({
    field,
    // class-validator begins its messages with the property's name, which `field` says already.
    message: message.startsWith(`${error.property} `)
      ? message.slice(error.property.length + 1)
      : message,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, `${field}.`))];
}
