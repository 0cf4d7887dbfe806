import { ApiProperty } from '@nestjs/swagger';
import {
  IsIn,
  IsISO8601,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
} from 'class-validator';
import { IsRecordName } from '../common/http/names.js';
import { ROLES, type Role } from './actor.js';

const ROLE_WORDS =
  'viewer: may look; operator: may also act on images and instances; admin: everything.';
const MAX_PASSWORD = 256;

/** Somebody signs in. */
export class SignInDto {
  @ApiProperty({ maxLength: 64, description: 'Name of the person.', example: 'admin' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  name!: string;

  @ApiProperty({ maxLength: MAX_PASSWORD, format: 'password', description: 'Their password.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_PASSWORD)
  password!: string;
}

/** Who is signed in. */
export class SessionDto {
  @ApiProperty({ description: 'Name of the person, or `token:NAME`.', example: 'admin' })
  name!: string;

  @ApiProperty({ enum: ROLES, description: ROLE_WORDS })
  role!: Role;
}

/** Somebody changes their password. */
export class ChangePasswordDto {
  @ApiProperty({
    maxLength: MAX_PASSWORD,
    format: 'password',
    description: 'The present password.',
  })
  @IsString()
  @MaxLength(MAX_PASSWORD)
  currentPassword!: string;

  @ApiProperty({
    minLength: 12,
    maxLength: MAX_PASSWORD,
    format: 'password',
    description: 'The new password; longer is better, and no kind of character is required.',
  })
  @IsString()
  @MinLength(12)
  @MaxLength(MAX_PASSWORD)
  newPassword!: string;
}

/** A bearer token to be made. */
export class CreateTokenDto {
  @IsRecordName({
    description: 'What the token is for; events show it as `token:NAME`.',
    example: 'ci',
  })
  name!: string;

  @ApiProperty({ enum: ROLES, description: ROLE_WORDS })
  @IsIn(ROLES)
  role!: Role;

  @ApiProperty({
    required: false,
    format: 'date-time',
    description: 'When the token ends; absent: it stands until it is revoked.',
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

  @ApiProperty({ enum: ROLES, description: ROLE_WORDS })
  role!: Role;

  @ApiProperty({ format: 'date-time', description: 'When it was made (UTC).' })
  createdAt!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it was last used, to a minute; null: never.',
  })
  lastUsedAt!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it ends; null: when it is revoked.',
  })
  expiresAt!: string | null;
}

/** A bearer token that was just made: the only time that its secret is shown. */
export class CreatedTokenDto extends TokenDto {
  @ApiProperty({
    description:
      'The secret: send it as `Authorization: Bearer`. It is not stored and not shown again.',
    example: 'pstk_Zm9vYmFyYmF6cXV4cXV1eGNvcmdlZ3JhdWx0Z2FycGx5',
  })
  token!: string;
}
