import { applyDecorators } from '@nestjs/common';
import { IsString, Matches, MaxLength } from 'class-validator';

/** What XML 1.0 can hold (https://www.w3.org/TR/xml/#charsets): the words are kept in the domain too. */
const XML_TEXT = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;

/** Words for people, without control characters and lone surrogates. */
export function IsPlainText(maxLength: number) {
  return applyDecorators(
    IsString(),
    MaxLength(maxLength),
    Matches(XML_TEXT, { message: '$property must have no control characters' }),
  );
}
