import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { ApiPage, ApiProblems } from '../../common/http/api-responses.js';
import { TakesNoIdempotencyKey } from '../../common/http/idempotency-key.js';
import { ListQueryDto, type Page } from '../../common/http/list-query.js';
import { ADMINS_ONLY, CurrentActor, Roles } from '../access/access.decorators.js';
import type { Actor } from '../access/actor.js';
import { CreatedTokenDto, CreateTokenDto, TokenDto } from './token.dto.js';
import { TokensService } from './tokens.service.js';

@ApiTags('tokens')
@Controller('tokens')
@Roles('admin')
export class TokensController {
  constructor(private readonly tokens: TokensService) {}

  @Get()
  @ApiOperation({ summary: 'List bearer tokens', description: 'The secrets are not included.' })
  @ApiPage(TokenDto)
  @ApiProblems({ 400: '`invalidInput`: a query parameter is invalid.', 403: ADMINS_ONLY })
  list(@Query() query: ListQueryDto): Promise<Page<TokenDto>> {
    return this.tokens.list(query);
  }

  @Post()
  @TakesNoIdempotencyKey()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Create a bearer token',
    description: 'The secret is shown only in this response.',
  })
  @ApiCreatedResponse({ type: CreatedTokenDto, description: 'The token, with its secret.' })
  @ApiProblems({
    400: '`invalidInput`: a field is missing or invalid.',
    403: ADMINS_ONLY,
    409: '`nameTaken`: another token has this name.',
    415: '`unsupportedMediaType`: the body is not JSON.',
  })
  create(@Body() body: CreateTokenDto, @CurrentActor() actor: Actor): Promise<CreatedTokenDto> {
    return this.tokens.create(body, actor);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Revoke a bearer token',
    description: 'Closes the event streams that were opened with it.',
  })
  @ApiParam({ name: 'id', description: 'Id or name of the token.' })
  @ApiNoContentResponse({ description: 'The token is revoked.' })
  @ApiProblems({ 403: ADMINS_ONLY, 404: '`tokenNotFound`' })
  revoke(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    return this.tokens.revoke(id, actor);
  }
}
