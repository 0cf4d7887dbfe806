import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import type { ChangePasswordDto, SessionDto, SignInDto } from './dto.js';
import type { Principal } from './principal.js';
import { clearSessionCookie, sessionSecretOf, setSessionCookie } from './session-cookie.js';
import { SignInService, type Visitor } from './sign-in.service.js';

/** The HTTP side of sign-in: what is read from the request, and the cookie that goes back. */
@Injectable()
export class SessionExchange {
  constructor(
    private readonly signIns: SignInService,
    @Inject(AUTH_OPTIONS) private readonly options: AuthOptions,
  ) {}

  async signIn(body: SignInDto, request: Request, response: Response): Promise<SessionDto> {
    const { session, secret } = await this.signIns.signIn(body, visitorOf(request));
    setSessionCookie(request, response, secret, this.options.sessionAbsoluteMs);
    return session;
  }

  async signOut(principal: Principal, request: Request, response: Response): Promise<void> {
    await this.signIns.signOut(principal);
    clearSessionCookie(request, response);
  }

  async changePassword(
    body: ChangePasswordDto,
    principal: Principal,
    request: Request,
    response: Response,
  ): Promise<void> {
    const { secret } = await this.signIns.changePassword(body, principal, visitorOf(request));
    setSessionCookie(request, response, secret, this.options.sessionAbsoluteMs);
  }
}

/** `request.ip` is the peer, or what a trusted proxy says of it: see `httpAdapter`. */
function visitorOf(request: Request): Visitor {
  return {
    address: request.ip ?? 'unknown',
    userAgent: request.headers['user-agent'] ?? '',
    sessionSecret: sessionSecretOf(request),
  };
}
