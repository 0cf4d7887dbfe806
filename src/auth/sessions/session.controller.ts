import { Body, Controller, Delete, Get, Header, HttpCode, Post, Put } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ApiProblems } from '../../common/http/api-responses.js';
import { TakesNoIdempotencyKey } from '../../common/http/idempotency-key.js';
import { CurrentActor, CurrentPrincipal, Public, Roles } from '../access/access.decorators.js';
import type { Actor } from '../access/actor.js';
import type { Principal } from '../access/principal.js';
import { type Browser, CurrentBrowser } from './browser.js';
import { ChangePasswordDto, SessionDto, SignInDto } from './session.dto.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(private readonly sessions: SessionsService) {}

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
    400: '`invalidInput`: a field is missing or invalid.',
    401: '`unauthenticated`: the user name or the password is wrong.',
    403: '`crossSiteRequest`: the request comes from a page of another site, or from a form.',
    415: '`unsupportedMediaType`: the body is not JSON.',
    429: '`throttled`: too many attempts; `Retry-After` says when to try again.',
  })
  signIn(@Body() body: SignInDto, @CurrentBrowser() browser: Browser): Promise<SessionDto> {
    return this.sessions.signIn(body, browser);
  }

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Show who is signed in' })
  @ApiOkResponse({ type: SessionDto, description: 'The user or the token that sent the request.' })
  @ApiProblems({ 403: '`crossSiteRequest`: the request comes from a page of another site.' })
  show(@CurrentActor() { name, role }: Actor): SessionDto {
    return { name, role };
  }

  @Delete()
  @HttpCode(204)
  @Roles('viewer')
  @ApiOperation({
    summary: 'Sign out',
    description: 'Ends the session. A token is not revoked.',
  })
  @ApiNoContentResponse({ description: 'Signed out; the cookie is cleared.' })
  @ApiProblems({ 403: '`crossSiteRequest`: the request comes from a page of another site.' })
  signOut(
    @CurrentPrincipal() principal: Principal,
    @CurrentBrowser() browser: Browser,
  ): Promise<void> {
    return this.sessions.signOut(principal, browser);
  }

  @Put('password')
  @HttpCode(204)
  @Roles('viewer')
  @ApiOperation({
    summary: 'Change your own password',
    description: "Ends all of the user's other sessions, and sets a new cookie for this one.",
  })
  @ApiNoContentResponse({ description: 'The password is changed.' })
  @ApiProblems({
    400: '`invalidInput`: the new password is too short; `wrongPassword`: the current one is wrong.',
    403: '`forbidden`: a token has no password; `crossSiteRequest`: the request comes from a page of another site.',
    415: '`unsupportedMediaType`: the body is not JSON.',
    429: '`throttled`: too many wrong passwords; `Retry-After` says when to try again.',
  })
  changePassword(
    @Body() body: ChangePasswordDto,
    @CurrentPrincipal() principal: Principal,
    @CurrentBrowser() browser: Browser,
  ): Promise<void> {
    return this.sessions.changePassword(body, principal, browser);
  }
}
