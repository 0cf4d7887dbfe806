import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import type { ChangePasswordDto, SessionDto, SignInDto } from './dto.js';
import type { Principal } from './principal.js';
import { shortText } from '../common/text.js';
import { clientAddressOf } from './client-address.js';
import { clearSessionCookie, sessionSecretOf, setSessionCookie } from './session-cookie.js';
import { SignInService, type Visitor } from './sign-in.service.js';

const MAX_USER_AGENT = 200;

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

function visitorOf(request: Request): Visitor {
  return {
    address: clientAddressOf(request),
    userAgent: shortText(request.headers['user-agent'] ?? '', MAX_USER_AGENT),
    sessionSecret: sessionSecretOf(request),
  };
}
