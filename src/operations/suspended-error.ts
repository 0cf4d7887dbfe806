import { messageOf } from '../common/errors.js';

/**
 * An operation could neither continue nor be undone, because libvirt or the database was unavailable (`cause`).
 * It resumes when both are available again.
 */
export class SuspendedError extends Error {
  constructor(cause: unknown) {
    super(messageOf(cause), { cause });
  }
}
