import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import type { ServerResponse } from 'node:http';
import { readJsonBody } from '../common/http/json-body.js';
import { MINIMUM_ROLE_KEY, PUBLIC_KEY, TAKES_BYTES_KEY } from './access.decorators.js';
import { type AccessRule, refusal } from './access-decision.js';
import type { Role } from './actor.js';
import { Authenticator } from './authenticator.js';
import type { AuthenticatedRequest, Principal } from './principal.js';
import { isSafe } from './request-origin.js';
import { Revocations } from './revocations.js';

/**
 * Stands before every route. It judges the handler that Nest has found, never the path: however a path is
 * spelled, what it leads to has one rule.
 */
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
    const principal = rule.public ? undefined : await this.authenticator.recognise(request);
    const { method = '', headers } = request;
    const refused = refusal(rule, { method, headers }, principal);
    if (refused) throw refused;
    if (principal) this.letIn(principal, request, http.getResponse<ServerResponse>());
    if (!rule.takesBytes && !isSafe(method)) {
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

  private letIn(
    principal: Principal,
    request: AuthenticatedRequest,
    response: ServerResponse,
  ): void {
    request.principal = principal;
    request.actor = principal.actor;
    // What is read for somebody, an event stream above all, ends when their right to it does.
    if (!isSafe(request.method ?? '')) return;
    const stop = this.revocations.onEnd(principal.credential, () => response.destroy());
    response.once('close', stop);
  }
}
