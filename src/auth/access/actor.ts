/** The roles, lowest first; each one includes the permissions of the lower ones. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;

/** The permissions of a user or a token. */
export type Role = (typeof ROLES)[number];

/** Description of the roles in OpenAPI. */
export const ROLE_DESCRIPTION =
  '`viewer` may read; `operator` may also act on images and instances; `admin` may do everything.';

/** The user, token or program that does something. */
export interface Actor {
  /** `local` is the command `picostk` on the server's host, `system` the server itself. */
  readonly type: 'user' | 'token' | 'local' | 'system';
  /** The name in events and operations: the user name, `token:NAME`, `local` or `system`. */
  readonly name: string;
  readonly role: Role;
}

/** Names that users cannot have, because they have a meaning in events. */
export const RESERVED_NAMES: readonly string[] = ['system', 'outside', 'guest', 'local', 'unknown'];

/** Whether a role includes the permissions of another one. */
export function hasRole(role: Role, minimum: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(minimum);
}
