import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { IsPlainLine } from './plain-text.js';

/** The largest number that neither JavaScript nor SQLite rounds. */
const MAX_OFFSET = Number.MAX_SAFE_INTEGER;

/** Reads decimal digits and nothing else: Number() would read an empty text as 0, and take 1e308 and 0x10. */
function IsDecimal() {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : Number.NaN,
  );
}

/** What every collection takes: search, page, order. */
export class ListQueryDto {
  @ApiProperty({
    required: false,
    maxLength: 200,
    description:
      'Text to search for, taken literally and without regard to case: in the name, and in the description and the like where there are such.',
  })
  @IsOptional()
  @IsPlainLine(200)
  q?: string;

  @ApiProperty({
    required: false,
    default: 100,
    minimum: 1,
    maximum: 1000,
    description: 'Page size.',
  })
  @IsOptional()
  @IsDecimal()
  @IsInt()
  @Min(1)
  @Max(1000)
  limit?: number;

  @ApiProperty({
    required: false,
    default: 0,
    minimum: 0,
    maximum: MAX_OFFSET,
    description: 'How many to pass over.',
  })
  @IsOptional()
  @IsDecimal()
  @IsInt()
  @Min(0)
  @Max(MAX_OFFSET)
  offset?: number;

  @ApiProperty({
    required: false,
    description: 'Field to order by; a leading `-` turns the order round.',
    example: '-createdAt',
  })
  @IsOptional()
  @Matches(/^-?[a-zA-Z]{1,40}$/)
  sort?: string;
}

/** One page of a collection. */
export interface Page<T> {
  readonly items: T[];
  /** How many there are in all, over every page. */
  readonly total: number;
}
