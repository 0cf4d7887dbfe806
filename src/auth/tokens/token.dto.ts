import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, MaxLength } from 'class-validator';
import { IsRecordName } from '../../common/http/names.js';
import { ROLE_DESCRIPTION, ROLES, type Role } from '../access/actor.js';

/** A bearer token to create. */
export class CreateTokenDto {
  @IsRecordName({
    description: 'What the token is for. Events show it as `token:NAME`.',
    example: 'ci',
  })
  name!: string;

  @ApiProperty({ enum: ROLES, description: ROLE_DESCRIPTION })
  @IsIn(ROLES)
  role!: Role;

  @ApiProperty({
    required: false,
    format: 'date-time',
    description: 'When the token expires. By default it is valid until it is revoked.',
    example: '2027-01-01T00:00:00Z',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  @MaxLength(40)
  expiresAt?: string;
}

/** A bearer token, without its secret. */
export class TokenDto {
  @ApiProperty({ format: 'uuid', description: 'Id of the token.' })
  id!: string;

  @ApiProperty({ description: 'What the token is for.', example: 'ci' })
  name!: string;

  @ApiProperty({ enum: ROLES, description: ROLE_DESCRIPTION })
  role!: Role;

  @ApiProperty({ format: 'date-time', description: 'When the token was created (UTC).' })
  createdAt!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the token was last used, to the minute; null if it was never used.',
  })
  lastUsedAt!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the token expires; null if it is valid until it is revoked.',
  })
  expiresAt!: string | null;
}

/** A new bearer token with its secret, which is shown only once. */
export class CreatedTokenDto extends TokenDto {
  @ApiProperty({
    description:
      'The secret. Send it as `Authorization: Bearer`. It is not stored, and not shown again.',
    example: 'pstk_Zm9vYmFyYmF6cXV4cXV1eGNvcmdlZ3JhdWx0Z2FycGx5',
  })
  token!: string;
}
