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
import { ApiPage, ApiProblems } from '../common/http/api-responses.js';
import { TakesNoIdempotencyKey } from '../common/http/idempotency-key.js';
import { ListQueryDto, type Page } from '../common/http/list-query.js';
import { CurrentActor, Roles } from './access.decorators.js';
import type { Actor } from './actor.js';
import { CreateUserDto, UpdateUserDto, UserDto, UserWithPasswordDto } from './dto.js';
import { UserAdministration } from './user-administration.js';

const BAD_FIELD = '`invalidInput`: a field is missing or wrong.';
const ADMINS_ONLY =
  '`forbidden`: only an administrator may; `crossSiteRequest`: sent by a page of another site.';
const NOT_FOUND = '`userNotFound`';
const LAST = '`lastAdministrator`: nobody would be left to administer.';
const NOT_JSON = '`unsupportedMediaType`: the body is not JSON.';
const BUSY =
  '`throttled`: too many passwords are being hashed; `Retry-After` says when to come back.';
const ID = { name: 'id', description: 'Id or name of the person.' };

@ApiTags('users')
@Controller('users')
@Roles('admin')
export class UsersController {
  constructor(private readonly administration: UserAdministration) {}

  @Get()
  @ApiOperation({ summary: 'List the people who may sign in' })
  @ApiPage(UserDto)
  @ApiProblems({ 400: '`invalidInput`: a query parameter is wrong.', 403: ADMINS_ONLY })
  list(@Query() query: ListQueryDto): Promise<Page<UserDto>> {
    return this.administration.list(query);
  }

  @Post()
  @TakesNoIdempotencyKey()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Add a person',
    description: 'With a random password, shown this once.',
  })
  @ApiCreatedResponse({ type: UserWithPasswordDto, description: 'The person, with the password.' })
  @ApiProblems({
    400: BAD_FIELD,
    403: ADMINS_ONLY,
    409: '`nameTaken`: another person has this name.',
    415: NOT_JSON,
    429: BUSY,
  })
  create(@Body() body: CreateUserDto, @CurrentActor() actor: Actor): Promise<UserWithPasswordDto> {
    return this.administration.create(body, actor);
  }

  @Patch(':id')
  @ApiOperation({ summary: "Change a person's role, shut them out, or let them in again" })
  @ApiParam(ID)
  @ApiOkResponse({ type: UserDto, description: 'The person as they are now.' })
  @ApiProblems({ 400: BAD_FIELD, 403: ADMINS_ONLY, 404: NOT_FOUND, 409: LAST, 415: NOT_JSON })
  update(
    @Param('id') id: string,
    @Body() body: UpdateUserDto,
    @CurrentActor() actor: Actor,
  ): Promise<UserDto> {
    return this.administration.update(id, body, actor);
  }

  @Post(':id/password')
  @TakesNoIdempotencyKey()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Give a person a new password',
    description: 'A random one, shown this once. Ends the sessions of the person.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: UserWithPasswordDto, description: 'The person, with the new password.' })
  @ApiProblems({ 403: ADMINS_ONLY, 404: NOT_FOUND, 429: BUSY })
  resetPassword(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
  ): Promise<UserWithPasswordDto> {
    return this.administration.resetPassword(id, actor);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a person', description: 'Ends their sessions. Tokens stay.' })
  @ApiParam(ID)
  @ApiNoContentResponse({ description: 'The person may not sign in any more.' })
  @ApiProblems({ 403: ADMINS_ONLY, 404: NOT_FOUND, 409: LAST })
  remove(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    return this.administration.remove(id, actor);
  }
}
