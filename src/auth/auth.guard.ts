import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import type { ServerResponse } from 'node:http';
import { readJsonBody } from '../common/http/json-body.js';
import { methodsOf } from '../common/http/method-override.js';
import { type AccessRule, refusal } from './access/access-decision.js';
import { MINIMUM_ROLE_KEY, PUBLIC_KEY, TAKES_BYTES_KEY } from './access/access.decorators.js';
import type { Role } from './access/actor.js';
import type { AuthenticatedRequest, Principal } from './access/principal.js';
import { isSafe } from './access/request-origin.js';
import { Revocations } from './access/revocations.js';
import { Authenticator } from './authenticator.js';

/** Check access to every route. The rule belongs to the handler that Nest found, so all spellings of a path share it. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly revocations: Revocations,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return false;
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    const rule = this.ruleOf(context);
    const principal = rule.public ? undefined : await this.authenticator.authenticate(request);
    const { headers } = request;
    const methods = methodsOf(request);
    for (const method of methods) {
      const refused = refusal(rule, { method, headers }, principal);
      if (refused) throw refused;
    }
    if (principal) this.admit(principal, request, http.getResponse<ServerResponse>());
    // Only now, so that a refused request costs no memory for its body.
    if (!rule.takesBytes && !methods.every(isSafe)) {
      await readJsonBody(http.getRequest<Request>(), http.getResponse<Response>(), rule.public);
    }
    return true;
  }

  private ruleOf(context: ExecutionContext): AccessRule {
    const declared = [context.getHandler(), context.getClass()];
    return {
      public: this.reflector.getAllAndOverride<boolean>(PUBLIC_KEY, declared) ?? false,
      minimumRole: this.reflector.getAllAndOverride<Role | undefined>(MINIMUM_ROLE_KEY, declared),
      takesBytes: this.reflector.getAllAndOverride<boolean>(TAKES_BYTES_KEY, declared) ?? false,
    };
  }

  private admit(
    principal: Principal,
    request: AuthenticatedRequest,
    response: ServerResponse,
  ): void {
    request.principal = principal;
    request.actor = principal.actor;
    // Cuts off reads that last, such as the event stream, when the credential ends.
    if (!isSafe(request.method ?? '')) return;
    const stop = this.revocations.onEnd(principal.credential, () => response.destroy());
    response.once('close', stop);
  }
}
