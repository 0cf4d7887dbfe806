import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { InvalidInputError } from '../errors.js';
import { search } from '../search.js';
import { IsPlainLine } from './plain-text.js';

/** The largest number that neither JavaScript nor SQLite rounds. */
const MAX_OFFSET = Number.MAX_SAFE_INTEGER;

/** Parse decimal digits only: Number() would read an empty text as 0, and accept 1e308 and 0x10. */
function IsDecimal() {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : Number.NaN,
  );
}

/** The query parameters of all lists: search, page, order. */
export class ListQueryDto {
  @ApiProperty({
    required: false,
    maxLength: 200,
    description:
      'Search text; wildcards have no meaning, and case is ignored. It searches the name, and other texts such as the description.',
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
    description: 'Number of items to skip.',
  })
  @IsOptional()
  @IsDecimal()
  @IsInt()
  @Min(0)
  @Max(MAX_OFFSET)
  offset?: number;

  @ApiProperty({
    required: false,
    description: 'Field to sort by. A leading `-` reverses the order.',
    example: '-createdAt',
  })
  @IsOptional()
  @Matches(/^-?[a-zA-Z]{1,40}$/)
  sort?: string;
}

/**
 * Parse the field and the direction of `sort`.
 * @throws InvalidInputError if the field is not in `sortable`
 */
export function sortOf(
  { sort }: Pick<ListQueryDto, 'sort'>,
  sortable: readonly string[],
  defaultSort: string,
): { readonly field: string; readonly descending: boolean } {
  const wanted = sort ?? defaultSort;
  const field = wanted.replace(/^-/, '');
  if (sortable.includes(field)) return { field, descending: wanted.startsWith('-') };
  throw new InvalidInputError(`The list cannot be sorted by "${field}".`, [
    {
      field: 'sort',
      message: `must be one of ${sortable.join(', ')}, with or without a leading "-"`,
    },
  ]);
}

/** How a list in memory can be sorted and searched. */
export interface MemoryListOptions<T> {
  /** The value to compare, by the name of the field. */
  readonly sortable: Readonly<Record<string, (item: T) => string | number>>;
  readonly defaultSort: string;
  /** The texts of an item that `q` searches. */
  readonly searchable: (item: T) => readonly string[];
}

/**
 * Return a page of a list in memory, with the same search, order and paging as a list in the database.
 * @throws InvalidInputError if `sort` is not one of `sortable`
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

/** A page of a list. */
export interface Page<T> {
  readonly items: T[];
  /** The number of items on all pages. */
  readonly total: number;
}
