import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Post,
  Put,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ApiProblems } from '../common/http/api-responses.js';
import { TakesNoIdempotencyKey } from '../common/http/idempotency-key.js';
import { CurrentActor, CurrentPrincipal, Public, Roles } from './access.decorators.js';
import type { Actor } from './actor.js';
import { ChangePasswordDto, SessionDto, SignInDto } from './dto.js';
import type { Principal } from './principal.js';
import { SessionExchange } from './session-exchange.js';

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(private readonly exchange: SessionExchange) {}

  @Post()
  @Public()
  @TakesNoIdempotencyKey()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Sign in',
    description:
      'Opens a session and sets the cookie `picostack_session`. Programs send a bearer token instead and need no session.',
  })
  @ApiCreatedResponse({ type: SessionDto, description: 'Signed in; the cookie is set.' })
  @ApiProblems({
    400: '`invalidInput`: a field is missing or wrong.',
    401: '`unauthenticated`: the name or the password is wrong.',
    403: '`crossSiteRequest`: sent by a page of another site, or by a form.',
    415: '`unsupportedMediaType`: the body is not JSON.',
    429: '`throttled`: too many tries; `Retry-After` says when the next one is heard.',
  })
  signIn(
    @Body() body: SignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionDto> {
    return this.exchange.signIn(body, request, response);
  }

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Who is signed in' })
  @ApiOkResponse({ type: SessionDto, description: 'The person or the token that asks.' })
  @ApiProblems({ 403: '`crossSiteRequest`: sent by a page of another site.' })
  show(@CurrentActor() { name, role }: Actor): SessionDto {
    return { name, role };
  }

  @Delete()
  @HttpCode(204)
  @Roles('viewer')
  @ApiOperation({ summary: 'Sign out', description: 'Ends the session; a token stays as it is.' })
  @ApiNoContentResponse({ description: 'Signed out; the cookie is cleared.' })
  @ApiProblems({ 403: '`crossSiteRequest`: sent by a page of another site.' })
  signOut(
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.exchange.signOut(principal, request, response);
  }

  @Put('password')
  @HttpCode(204)
  @Roles('viewer')
  @ApiOperation({
    summary: "Change one's own password",
    description: 'Ends every other session of the person, and gives this one a new cookie.',
  })
  @ApiNoContentResponse({ description: 'The new password counts.' })
  @ApiProblems({
    400: '`invalidInput`: the new password is too short; `wrongPassword`: the present one is wrong.',
    403: '`forbidden`: a token has no password; `crossSiteRequest`: sent by a page of another site.',
    415: '`unsupportedMediaType`: the body is not JSON.',
    429: '`throttled`: too many wrong passwords.',
  })
  changePassword(
    @Body() body: ChangePasswordDto,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.exchange.changePassword(body, principal, request, response);
  }
}
