/** The roles, each of which may do everything that the ones before it may. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;

/** What a person or a token may do: look, look and act, or everything. */
export type Role = (typeof ROLES)[number];

/** Who does something, as events and operations record it. */
export interface Actor {
  /** `local` is the command `picostk` on the host, `system` the server itself. */
  readonly type: 'user' | 'token' | 'local' | 'system';
  /** As events and operations show it: the person's name, `token:NAME`, `local`. */
  readonly name: string;
  readonly role: Role;
}

/** Names that no person may have: in an event they mean somebody else. */
export const RESERVED_NAMES: readonly string[] = ['system', 'outside', 'guest', 'local', 'unknown'];

/** Whether somebody of this role may do what needs at least the other one. */
export function hasRole(role: Role, minimum: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(minimum);
}
