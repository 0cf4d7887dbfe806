import {
  IsArray,
  IsInt,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  validateSync,
} from 'class-validator';
import { expect, it } from 'vitest';
import { fieldErrors } from './validation.js';

class Sample {
  @IsInt()
  @Min(1)
  @Max(10)
  count: unknown = 5;

  @Matches(/^[a-z]+$/)
  @MaxLength(3)
  name: unknown = 'abc';

  @IsOptional()
  @IsArray()
  @MaxLength(3, { each: true })
  tags?: unknown;
}

it.each([
  [{ count: undefined }, 'count is required'],
  [{ name: undefined }, 'name is required'],
  [{ count: 'many' }, 'count must be a number'],
  [{ count: Number.NaN }, 'count must be a number'],
  [{ count: null }, 'count must be a number'],
  [{ count: 11 }, 'count must not be greater than 10'],
  [{ count: -1 }, 'count must not be less than 1'],
  [{ name: 5 }, 'name must be text'],
  [{ name: 'abcd' }, 'name must be shorter than or equal to 3 characters'],
  [{ tags: ['abcd'] }, 'tags each value in tags must be shorter than or equal to 3 characters'],
])('says of %j: %s', (values, expected) => {
  const errors = validateSync(Object.assign(new Sample(), values), { stopAtFirstError: true });
  const said = errors.flatMap((error) => fieldErrors(error));
  expect(said.map(({ field, message }) => `${field} ${message}`)).toEqual([expected]);
});
