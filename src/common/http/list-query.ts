import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { InvalidInputError } from '../errors.js';
import { search } from '../search.js';
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

/**
 * Read the field and the direction that a list is to be ordered by.
 * @throws InvalidInputError where the field is not in `sortable`
 */
export function sortOf(
  { sort }: Pick<ListQueryDto, 'sort'>,
  sortable: readonly string[],
  defaultSort: string,
): { readonly field: string; readonly descending: boolean } {
  const wanted = sort ?? defaultSort;
  const field = wanted.replace(/^-/, '');
  if (sortable.includes(field)) return { field, descending: wanted.startsWith('-') };
  throw new InvalidInputError(`The list cannot be ordered by "${field}".`, [
    {
      field: 'sort',
      message: `must be one of ${sortable.join(', ')}, with or without a leading "-"`,
    },
  ]);
}

/** What a list of things in memory may be ordered by and searched in. */
export interface MemoryListOptions<T> {
  /** By the name of a field, what of an item to compare. */
  readonly sortable: Readonly<Record<string, (item: T) => string | number>>;
  readonly defaultSort: string;
  /** The texts of an item that `q` is searched in. */
  readonly searchable: (item: T) => readonly string[];
}

/**
 * One page of a list that is in memory: the same search, order and paging as of a list in the database.
 * @throws InvalidInputError where it is to be ordered by a field that is not in `sortable`
 */
export function pageOf<T>(
  items: readonly T[],
  query: ListQueryDto,
  { sortable, defaultSort, searchable }: MemoryListOptions<T>,
): Page<T> {
  const { q, limit = 100, offset = 0 } = query;
  const { field, descending } = sortOf(query, Object.keys(sortable), defaultSort);
  const keyOf = sortable[field] ?? (() => 0);
  const matches = q ? search(q).matches : undefined;
  const found = items
    .filter((item) => !matches || searchable(item).some(matches))
    .toSorted((a, b) => compare(keyOf(a), keyOf(b)));
  if (descending) found.reverse();
  return { items: found.slice(offset, offset + limit), total: found.length };
}

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** One page of a collection. */
export interface Page<T> {
  readonly items: T[];
  /** How many there are in all, over every page. */
  readonly total: number;
}
