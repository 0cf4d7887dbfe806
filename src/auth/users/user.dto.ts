import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsNotIn, IsOptional, Matches } from 'class-validator';
import { RESERVED_NAMES, ROLE_DESCRIPTION, ROLES, type Role } from '../access/actor.js';

/** Lower case only, so that no two names look alike. No colon, which marks tokens in events. */
const USER_NAME = /^[a-z][a-z0-9._-]{0,62}$/;

/** A user to create. */
export class CreateUserDto {
  @ApiProperty({
    pattern: USER_NAME.source,
    description: `User name. ${RESERVED_NAMES.map((name) => `\`${name}\``).join(', ')} are reserved, because they have a meaning in events.`,
    example: 'ann',
  })
  @Matches(USER_NAME, {
    message:
      'name must consist of lower-case letters, digits, dots, dashes and underscores, and start with a letter',
  })
  @IsNotIn(RESERVED_NAMES)
  name!: string;

  @ApiProperty({ enum: ROLES, description: ROLE_DESCRIPTION })
  @IsIn(ROLES)
  role!: Role;
}

/** A change of a user. */
export class UpdateUserDto {
  @ApiProperty({ required: false, enum: ROLES, description: ROLE_DESCRIPTION })
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  @ApiProperty({
    required: false,
    description: 'Whether the user may not sign in. Disabling a user ends their sessions.',
  })
  @IsOptional()
  @IsBoolean()
  disabled?: boolean;
}

/** A user. */
export class UserDto {
  @ApiProperty({ format: 'uuid', description: 'Id of the user.' })
  id!: string;

  @ApiProperty({ description: 'User name.', example: 'ann' })
  name!: string;

  @ApiProperty({ enum: ROLES, description: ROLE_DESCRIPTION })
  role!: Role;

  @ApiProperty({ description: 'Whether the user may not sign in.' })
  disabled!: boolean;

  @ApiProperty({ format: 'date-time', description: 'When the user was created (UTC).' })
  createdAt!: string;
}

/** A user with a new password, which is shown only once. */
export class UserWithPasswordDto extends UserDto {
  @ApiProperty({
    description:
      'A random password. Only its hash is stored. Users should change it when they first sign in.',
    example: 'k7wq-0x4m-9tzd-c2hv-e5rs',
  })
  password!: string;
}
