import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  SetMetadata,
} from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import { UnauthenticatedError } from '../../common/errors.js';
import type { Actor, Role } from './actor.js';
import type { AuthenticatedRequest, Principal } from './principal.js';

/** Description of 403 for the routes that need the role admin. */
export const ADMINS_ONLY =
  '`forbidden`: this needs the role admin; `crossSiteRequest`: the request comes from a page of another site.';

export const PUBLIC_KEY = 'picostack:public';
export const MINIMUM_ROLE_KEY = 'picostack:minimumRole';
export const TAKES_BYTES_KEY = 'picostack:takesBytes';

/** Allow requests without credentials, and document it in OpenAPI. */
export const Public = () => applyDecorators(SetMetadata(PUBLIC_KEY, true), ApiSecurity({}));

/** Set the lowest role for a route. By default, safe methods (GET, HEAD) need viewer, and others operator. */
export const Roles = (minimum: Role) => SetMetadata(MINIMUM_ROLE_KEY, minimum);

/** Accept raw bytes (`application/octet-stream`) instead of JSON. */
export const TakesBytes = () => SetMetadata(TAKES_BYTES_KEY, true);

/** Inject the {@link Actor} that sent the request. */
export const CurrentActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor => principalOf(context).actor,
);

/** Inject the {@link Principal} that sent the request: the actor with its session or token. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal => principalOf(context),
);

function principalOf(context: ExecutionContext): Principal {
  const { principal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!principal) throw new UnauthenticatedError();
  return principal;
}
