import { applyDecorators } from '@nestjs/common';
import { IsString, MaxLength, ValidateBy } from 'class-validator';
import { isSafeLine, isSafeText } from '../text.js';

/** Require one line of text without control or bidirectional characters. The length is in characters. */
export function IsPlainLine(maxLength: number) {
  return applyDecorators(
    IsString(),
    MaxLength(maxLength),
    IsMadeOf(isSafeLine, 'must be one line without control or bidirectional characters'),
  );
}

/** Require text that may have line feeds and tabs; otherwise like {@link IsPlainLine}. */
export function IsPlainText(maxLength: number) {
  return applyDecorators(
    IsString(),
    MaxLength(maxLength),
    IsMadeOf(
      isSafeText,
      'must have no control or bidirectional characters other than line feeds and tabs',
    ),
  );
}

function IsMadeOf(isAllowed: (text: string) => boolean, message: string) {
  return ValidateBy({
    name: 'isPlainText',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isAllowed(value),
      defaultMessage: () => `$property ${message}`,
    },
  });
}
