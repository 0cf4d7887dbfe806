import { ApiProperty } from '@nestjs/swagger';

/** A field of the request that was refused. */
export class FieldErrorDto {
  @ApiProperty({
    description: 'Path of the field in the request body.',
    example: 'ports.0.guestPort',
  })
  field!: string;

  @ApiProperty({ description: 'What is wrong with it.', example: 'must not be greater than 65535' })
  message!: string;
}

/** An error, as RFC 9457 `application/problem+json`. */
export class ProblemDto {
  @ApiProperty({ description: 'URI that names the kind of problem.', example: 'about:blank' })
  type!: string;

  @ApiProperty({ description: 'The HTTP status in words.', example: 'Conflict' })
  title!: string;

  @ApiProperty({ description: 'The HTTP status.', example: 409 })
  status!: number;

  @ApiProperty({
    description: 'What failed, on what, and what to do now.',
    example: 'The name "web-1" is taken by another instance. Choose another name.',
  })
  detail!: string;

  @ApiProperty({ description: 'Stable, machine-readable name of the error.', example: 'nameTaken' })
  code!: string;

  @ApiProperty({ description: 'The id under which the server logged this request.' })
  requestId!: string;

  @ApiProperty({
    description: 'The fields that were refused.',
    type: [FieldErrorDto],
    required: false,
  })
  errors?: FieldErrorDto[];

  @ApiProperty({
    description: 'The actions that are legal in the present state.',
    type: [String],
    required: false,
  })
  legal?: string[];

  @ApiProperty({ description: 'The present ETag of what was changed meanwhile.', required: false })
  etag?: string;

  @ApiProperty({
    description: 'The names of the instances that stand in the way.',
    type: [String],
    required: false,
  })
  instances?: string[];
}
