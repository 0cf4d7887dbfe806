import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

/** What every collection takes: search, page, order. */
export class ListQueryDto {
  @ApiProperty({ required: false, description: 'Text that the name contains (case is ignored).' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  @ApiProperty({
    required: false,
    default: 100,
    minimum: 1,
    maximum: 1000,
    description: 'Page size.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit?: number;

  @ApiProperty({ required: false, default: 0, minimum: 0, description: 'How many to pass over.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
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
