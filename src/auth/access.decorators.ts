import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  SetMetadata,
} from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import { UnauthenticatedError } from '../common/errors.js';
import type { Actor, Role } from './actor.js';
import type { AuthenticatedRequest, Principal } from './principal.js';

export const PUBLIC_KEY = 'picostack:public';
export const MINIMUM_ROLE_KEY = 'picostack:minimumRole';
export const TAKES_BYTES_KEY = 'picostack:takesBytes';

/** Opens a route to everybody, and says so in the API's description. Without it every route asks who is there. */
export const Public = () => applyDecorators(SetMetadata(PUBLIC_KEY, true), ApiSecurity({}));

/** The least role that a route needs. Without it: viewer to look (GET, HEAD), operator to act. */
export const Roles = (minimum: Role) => SetMetadata(MINIMUM_ROLE_KEY, minimum);

/** The route takes raw bytes (`application/octet-stream`) instead of JSON. */
export const TakesBytes = () => SetMetadata(TAKES_BYTES_KEY, true);

/** Who sent the request. */
export const CurrentActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor => principalOf(context).actor,
);

/** Who sent the request, and by which session or token. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal => principalOf(context),
);

function principalOf(context: ExecutionContext): Principal {
  const { principal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!principal) throw new UnauthenticatedError();
  return principal;
}
