import { ApiProperty } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsISO8601,
  IsNotEmpty,
  IsNotIn,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator';
import { IsRecordName } from '../common/http/names.js';
import { IsPlainLine } from '../common/http/plain-text.js';
import { RESERVED_NAMES, ROLES, type Role } from './actor.js';

const ROLE_WORDS =
  'viewer: may look; operator: may also act on images and instances; admin: everything.';
const MAX_PASSWORD = 256;
/** Lower-case, so that no two names look alike; no colon, which tells tokens from people in events. */
const USER_NAME = /^[a-z][a-z0-9._-]{0,62}$/;

/** Somebody signs in. */
export class SignInDto {
  @ApiProperty({ maxLength: 64, description: 'Name of the person.', example: 'admin' })
  @IsNotEmpty()
  @IsPlainLine(64)
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

/** A person to be made. */
export class CreateUserDto {
  @ApiProperty({
    pattern: USER_NAME.source,
    description: `Name to sign in with; not ${RESERVED_NAMES.join(', ')}, which mean somebody else in events.`,
    example: 'ann',
  })
  @Matches(USER_NAME, {
    message:
      'name must be lower-case letters, digits, dots, dashes and underscores, a letter first',
  })
  @IsNotIn(RESERVED_NAMES)
  name!: string;

  @ApiProperty({ enum: ROLES, description: ROLE_WORDS })
  @IsIn(ROLES)
  role!: Role;
}

/** What changes about a person. */
export class UpdateUserDto {
  @ApiProperty({ required: false, enum: ROLES, description: ROLE_WORDS })
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  @ApiProperty({ required: false, description: 'Shuts the person out, and ends their sessions.' })
  @IsOptional()
  @IsBoolean()
  disabled?: boolean;
}

/** A person. */
export class UserDto {
  @ApiProperty({ format: 'uuid', description: 'Id of the person.' })
  id!: string;

  @ApiProperty({ description: 'Name to sign in with.', example: 'ann' })
  name!: string;

  @ApiProperty({ enum: ROLES, description: ROLE_WORDS })
  role!: Role;

  @ApiProperty({ description: 'Whether the person is shut out.' })
  disabled!: boolean;

  @ApiProperty({ format: 'date-time', description: 'When the person was added (UTC).' })
  createdAt!: string;
}

/** A person with a new password: the only time that it is shown. */
export class UserWithPasswordDto extends UserDto {
  @ApiProperty({
    description: 'A random password. It is stored as a hash alone; the person should change it.',
    example: 'k7wq-0x4m-9tzd-c2hv-e5rs',
  })
  password!: string;
}
