import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { ApiPage, ApiProblems } from '../../common/http/api-responses.js';
import { TakesNoIdempotencyKey } from '../../common/http/idempotency-key.js';
import { ListQueryDto, type Page } from '../../common/http/list-query.js';
import { ADMINS_ONLY, CurrentActor, Roles } from '../access/access.decorators.js';
import type { Actor } from '../access/actor.js';
import { CreateUserDto, UpdateUserDto, UserDto, UserWithPasswordDto } from './user.dto.js';
import { UsersService } from './users.service.js';

const BAD_FIELD = '`invalidInput`: a field is missing or invalid.';
const NOT_FOUND = '`userNotFound`';
const LAST = '`lastAdministrator`: this is the only administrator.';
const NOT_JSON = '`unsupportedMediaType`: the body is not JSON.';
const BUSY =
  '`throttled`: the server is checking too many passwords; `Retry-After` says when to try again.';
const ID = { name: 'id', description: 'Id or name of the user.' };

@ApiTags('users')
@Controller('users')
@Roles('admin')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @ApiOperation({ summary: 'List users' })
  @ApiPage(UserDto)
  @ApiProblems({ 400: '`invalidInput`: a query parameter is invalid.', 403: ADMINS_ONLY })
  list(@Query() query: ListQueryDto): Promise<Page<UserDto>> {
    return this.users.list(query);
  }

  @Post()
  @TakesNoIdempotencyKey()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Create a user',
    description: 'The user gets a random password, which is shown only in this response.',
  })
  @ApiCreatedResponse({ type: UserWithPasswordDto, description: 'The user, with the password.' })
  @ApiProblems({
    400: BAD_FIELD,
    403: ADMINS_ONLY,
    409: '`nameTaken`: another user has this name.',
    415: NOT_JSON,
    429: BUSY,
  })
  create(@Body() body: CreateUserDto, @CurrentActor() actor: Actor): Promise<UserWithPasswordDto> {
    return this.users.create(body, actor);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change the role of a user, or disable or enable the user' })
  @ApiParam(ID)
  @ApiOkResponse({ type: UserDto, description: 'The changed user.' })
  @ApiProblems({ 400: BAD_FIELD, 403: ADMINS_ONLY, 404: NOT_FOUND, 409: LAST, 415: NOT_JSON })
  update(
    @Param('id') id: string,
    @Body() body: UpdateUserDto,
    @CurrentActor() actor: Actor,
  ): Promise<UserDto> {
    return this.users.update(id, body, actor);
  }

  @Post(':id/password')
  @TakesNoIdempotencyKey()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Reset the password of a user',
    description:
      'Sets a random password, which is shown only in this response, and ends all sessions of the user.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: UserWithPasswordDto, description: 'The user, with the new password.' })
  @ApiProblems({ 403: ADMINS_ONLY, 404: NOT_FOUND, 429: BUSY })
  resetPassword(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
  ): Promise<UserWithPasswordDto> {
    return this.users.resetPassword(id, actor);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a user',
    description: 'Ends all sessions of the user. Tokens are not revoked.',
  })
  @ApiParam(ID)
  @ApiNoContentResponse({ description: 'The user is deleted.' })
  @ApiProblems({ 403: ADMINS_ONLY, 404: NOT_FOUND, 409: LAST })
  remove(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    return this.users.remove(id, actor);
  }
}
