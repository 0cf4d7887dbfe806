import { ApiProperty } from '@nestjs/swagger';

/** An invalid field of a request. */
export class FieldErrorDto {
  @ApiProperty({
    description: 'Path of the field in the request body.',
    example: 'ports.0.guestPort',
  })
  field!: string;

  @ApiProperty({ description: 'Why it is invalid.', example: 'must not be greater than 65535' })
  message!: string;
}

/** An error, as RFC 9457 `application/problem+json`. */
export class ProblemDto {
  @ApiProperty({ description: 'URI of the type of problem.', example: 'about:blank' })
  type!: string;

  @ApiProperty({ description: 'Name of the HTTP status.', example: 'Conflict' })
  title!: string;

  @ApiProperty({ description: 'The HTTP status.', example: 409 })
  status!: number;

  @ApiProperty({
    description: 'What failed, on what, why, and what to do now.',
    example: 'The name "web-1" is taken by another instance. Choose another name.',
  })
  detail!: string;

  @ApiProperty({ description: 'Stable, machine-readable code of the error.', example: 'nameTaken' })
  code!: string;

  @ApiProperty({ description: 'Id of the request in the log of the server.' })
  requestId!: string;

  @ApiProperty({
    description: 'The invalid fields.',
    type: [FieldErrorDto],
    required: false,
  })
  errors?: FieldErrorDto[];

  @ApiProperty({
    description: 'The actions that are legal in the current state.',
    type: [String],
    required: false,
  })
  legal?: string[];

  @ApiProperty({ description: 'The current ETag of a resource that has changed.', required: false })
  etag?: string;

  @ApiProperty({
    description: 'The names of the instances that prevent the request.',
    type: [String],
    required: false,
  })
  instances?: string[];
}
