import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength, MinLength } from 'class-validator';
import { IsPlainLine } from '../../common/http/plain-text.js';
import { ROLE_DESCRIPTION, ROLES, type Role } from '../access/actor.js';

const MAX_PASSWORD = 256;

/** Credentials of a user. */
export class SignInDto {
  @ApiProperty({ maxLength: 64, description: 'User name.', example: 'admin' })
  @IsNotEmpty()
  @IsPlainLine(64)
  name!: string;

  @ApiProperty({ maxLength: MAX_PASSWORD, format: 'password', description: 'Password.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_PASSWORD)
  password!: string;
}

/** Who is signed in. */
export class SessionDto {
  @ApiProperty({ description: 'User name, or `token:NAME`.', example: 'admin' })
  name!: string;

  @ApiProperty({ enum: ROLES, description: ROLE_DESCRIPTION })
  role!: Role;
}

/** A user's change of their own password. */
export class ChangePasswordDto {
  @ApiProperty({
    maxLength: MAX_PASSWORD,
    format: 'password',
    description: 'The current password.',
  })
  @IsString()
  @MaxLength(MAX_PASSWORD)
  currentPassword!: string;

  @ApiProperty({
    minLength: 12,
    maxLength: MAX_PASSWORD,
    format: 'password',
    description:
      'The new password. Longer passwords are safer; no particular kinds of characters are required.',
  })
  @IsString()
  @MinLength(12)
  @MaxLength(MAX_PASSWORD)
  newPassword!: string;
}
