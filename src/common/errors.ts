/** What an error may carry besides its words: field errors, the actions that would be legal, names that block. */
export interface ErrorDetails {
  readonly [key: string]: unknown;
}

/** One bad field of a request. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/**
 * The root of every error that picostack raises on purpose.
 * `code` is stable and machine readable; the message says what failed, on what, and what to do now.
 */
export class PicostackError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The request itself is wrong; `errors` names the fields. */
export class InvalidInputError extends PicostackError {
  constructor(message: string, errors: readonly FieldError[] = [], code = 'invalidInput') {
    super(code, message, errors.length > 0 ? { errors } : {});
  }
}

/** Nothing of that kind has this id or name. */
export class NotFoundError extends PicostackError {
  constructor(type: string, idOrName: string) {
    super(`${type}NotFound`, `There is no ${type} "${idOrName}".`);
  }
}

/** The name is taken by another record of the same kind. */
export class NameTakenError extends PicostackError {
  constructor(type: string, name: string) {
    super('nameTaken', `The name "${name}" is taken by another ${type}. Choose another name.`, {
      errors: [{ field: 'name', message: 'is taken' }],
    });
  }
}

/** Some of the names of many are taken; `instances` lists them. */
export class NamesTakenError extends PicostackError {
  constructor(names: readonly string[]) {
    super('nameTaken', `These names are taken: ${names.join(', ')}. Choose others.`, {
      instances: names,
      errors: [{ field: 'name', message: 'gives names that are taken' }],
    });
  }
}

/** The thing exists, but what was asked is not possible in the state it is in. */
export class ConflictError extends PicostackError {}

/** The action is not legal in the present state; `legal` lists the actions that are. */
export class IllegalStateError extends ConflictError {
  /** @param action as the message names it: "start", "map a port of" */
  constructor(
    type: string,
    name: string,
    action: string,
    state: string,
    legal: readonly string[],
    reason = '',
  ) {
    const whileState = state === 'unknown' ? 'while its state is unknown' : `while it is ${state}`;
    const advice =
      legal.length > 0 ? `Legal actions now: ${legal.join(', ')}.` : 'No action is legal now.';
    super(
      'illegalState',
      `Cannot ${action} the ${type} "${name}" ${whileState}. ${reason && `${reason} `}${advice}`,
      { state, legal },
    );
  }
}

/** A storage pool cannot be used: libvirt cannot start it, or cannot reach its folder. */
export class StoragePoolUnavailableError extends ConflictError {
  constructor(pool: string, cause: Error) {
    super(
      'storagePoolUnavailable',
      `The storage pool "${pool}" cannot be used: ${cause.message}. Bring its folder back, or mount its filesystem again, and repeat the request; picostack starts the pool by itself.`,
      { pool },
      { cause },
    );
  }
}

/** The host has no room for what was asked. */
export class InsufficientStorageError extends PicostackError {
  constructor(message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super('insufficientStorage', message, details, options);
  }
}

/** The filesystem of the database is full. */
export class DatabaseFullError extends InsufficientStorageError {}

/** The database cannot be read or written at the moment; the message names its file and what to do. */
export class DatabaseUnavailableError extends PicostackError {}

/** What was sent is not an acceptable disk image. */
export class ImageRefusedError extends PicostackError {
  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(code, message, details);
  }
}

/** An `Idempotency-Key` that stands for another request. */
export class KeyReusedError extends PicostackError {
  constructor(key: string) {
    super(
      'idempotencyKeyReused',
      `The Idempotency-Key "${key}" was used for another request in the last 24 hours. Use a new key for a new request.`,
    );
  }
}

/** The record is no longer as it was when it was read; `etag` is its present tag. */
export class PreconditionFailedError extends PicostackError {
  constructor(type: string, name: string, etag: string) {
    super(
      'preconditionFailed',
      `The ${type} "${name}" was changed since you read it. Read it again, and send your change with its new ETag.`,
      { etag },
    );
  }
}

/** libvirt cannot be reached at the moment. */
export class LibvirtUnavailableError extends PicostackError {
  /** @param reason why not, where more is known than that it does not answer */
  constructor(uri: string, options?: ErrorOptions, reason?: string) {
    super(
      'libvirtUnavailable',
      `libvirt does not answer at ${uri}${reason ? ` (${reason})` : ''}. Check that libvirtd runs; picostack reconnects by itself.`,
      { uri },
      options,
    );
  }
}

/** The server cannot do all of its work at the moment; the message says what is wrong. */
export class NotReadyError extends PicostackError {}

/**
 * libvirt was asked, and refused or failed; its own words are in the message. As a rule what was asked does not fit the
 * domain, its XML, or what is on the host. libvirt's codes do not tell that from a fault of its own: QEMU's refusals come
 * as internal errors.
 */
export class LibvirtFailedError extends PicostackError {
  constructor(
    doing: string,
    cause: Error & { readonly code?: unknown },
    advice = '',
    code = 'libvirtFailed',
  ) {
    super(
      code,
      `libvirt could not ${doing}: ${cause.message}${advice && ` ${advice}`}`,
      { libvirtCode: cause.code },
      { cause },
    );
  }
}

/** Another job holds the domain, so that libvirt could not begin. */
export class LibvirtBusyError extends LibvirtFailedError {
  constructor(doing: string, cause: Error & { readonly code?: unknown }) {
    super(
      doing,
      cause,
      'Another job on the domain is under way (virsh domjobinfo): a copy, a backup, a save or a migration. Try again when it is over.',
      'domainBusy',
    );
  }
}

/** Who asks is not known. */
export class UnauthenticatedError extends PicostackError {
  constructor(message = 'Sign in first, or send a bearer token.') {
    super('unauthenticated', message);
  }
}

/** Who asks is known and may not do this. */
export class ForbiddenError extends PicostackError {
  constructor(message: string, code = 'forbidden') {
    super(code, message);
  }
}

/** Too many tries; `retryAfterSeconds` says when the next one is heard. */
export class ThrottledError extends PicostackError {
  constructor(message: string, retryAfterSeconds: number) {
    super('throttled', message, { retryAfterSeconds });
  }
}

/** The request names a host that this server does not answer for. */
export class HostNotAllowedError extends PicostackError {
  constructor(host: string) {
    super(
      'hostNotAllowed',
      `This server does not answer for the host "${host}". Use its address or localhost, or add the name to the setting PICOSTACK_ALLOWED_HOSTS and restart the server.`,
    );
  }
}

/** The body is of a media type that this route does not take. */
export class UnsupportedMediaTypeError extends PicostackError {
  constructor(message: string) {
    super('unsupportedMediaType', message);
  }
}

/** The body is larger than allowed. */
export class TooLargeError extends PicostackError {
  constructor(message: string, details: ErrorDetails = {}, code = 'tooLarge') {
    super(code, message, details);
  }
}

/** The target of the request is longer than allowed. */
export class UriTooLongError extends PicostackError {
  constructor(maxLength: number) {
    super('uriTooLong', `The address of the request is longer than ${maxLength} characters.`);
  }
}

/** Whether an error says that the database could not be written, and may be written again later. */
export function isDatabaseProblem(error: unknown): boolean {
  return error instanceof DatabaseUnavailableError || error instanceof DatabaseFullError;
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
