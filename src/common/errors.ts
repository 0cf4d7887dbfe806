/** The details of an error: field errors, legal actions, names of conflicting resources. */
export interface ErrorDetails {
  readonly [key: string]: unknown;
}

/** An invalid field of a request. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/**
 * The base class of all errors that picostack throws on purpose.
 * `code` is stable and machine readable; the message says what failed, on what, why, and what to do now.
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

/** The request is invalid; `errors` names the fields. */
export class InvalidInputError extends PicostackError {
  constructor(
    message: string,
    errors: readonly FieldError[] = [],
    code = 'invalidInput',
    options?: ErrorOptions,
  ) {
    super(code, message, errors.length > 0 ? { errors } : {}, options);
  }
}

/** No resource of this type (such as `image` or `portMapping`) has this id or name. */
export class NotFoundError extends PicostackError {
  constructor(type: string, idOrName: string) {
    const words = type.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    super(`${type}NotFound`, `There is no ${words} "${idOrName}".`);
  }
}

/** Another resource of the same type has this name. */
export class NameTakenError extends PicostackError {
  constructor(type: string, name: string) {
    super('nameTaken', `The name "${name}" is taken by another ${type}. Choose another name.`, {
      errors: [{ field: 'name', message: 'is taken' }],
    });
  }
}

/** Some of several names are taken; `instances` lists them. */
export class NamesTakenError extends PicostackError {
  constructor(names: readonly string[]) {
    super('nameTaken', `These names are taken: ${names.join(', ')}. Choose others.`, {
      instances: names,
      errors: [{ field: 'name', message: 'gives names that are taken' }],
    });
  }
}

/** The resource exists, but the request is not possible in its current state. */
export class ConflictError extends PicostackError {}

/** The action is not legal in the current state; `legal` lists the legal actions. */
export class IllegalStateError extends ConflictError {
  /** @param action the verb in the message: "start", "map a port of" */
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

/** A storage pool cannot be used: libvirt cannot start it, or cannot access its folder. */
export class StoragePoolUnavailableError extends ConflictError {
  constructor(pool: string, cause: Error) {
    super(
      'storagePoolUnavailable',
      `Cannot use the storage pool "${pool}": ${cause.message}. Restore its folder, or mount its filesystem again, and repeat the request; picostack starts the pool by itself.`,
      { pool },
      { cause },
    );
  }
}

/** The host has too little space for the request. */
export class InsufficientStorageError extends PicostackError {
  constructor(message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super('insufficientStorage', message, details, options);
  }
}

/** The filesystem of the database is full. */
export class DatabaseFullError extends InsufficientStorageError {}

/** The database cannot be read or written now; the message names its file and what to do. */
export class DatabaseUnavailableError extends PicostackError {}

/** An image cannot be built on this host, or its build failed. */
export class ImageBuildError extends ConflictError {}

/** The content is not an acceptable disk image. */
export class ImageRefusedError extends PicostackError {
  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(code, message, details);
  }
}

/** A server that picostack downloads from cannot be reached, fails, or sends something else than it announced. */
export class RemoteServerError extends PicostackError {}

/** The file on another server changed during its download. The parts that were received before the change are useless. */
export class RemoteFileChangedError extends RemoteServerError {
  /** @param what what shows the change: "its length was 5 bytes and is now 7 bytes" */
  constructor(url: string, what: string) {
    super(
      'remoteFileChanged',
      `The file at ${url} changed while picostack read it: ${what}. Start the import again.`,
      { url },
    );
  }
}

/** An `Idempotency-Key` that belongs to another request. */
export class KeyReusedError extends PicostackError {
  constructor(key: string) {
    super(
      'idempotencyKeyReused',
      `The Idempotency-Key "${key}" was used for another request in the last 24 hours. Use a new key for a new request.`,
    );
  }
}

/** The resource has changed since it was read; `etag` is its current tag. */
export class PreconditionFailedError extends PicostackError {
  constructor(type: string, name: string, etag: string) {
    super(
      'preconditionFailed',
      `The ${type} "${name}" has changed since you read it. Read it again, and send your change with its new ETag.`,
      { etag },
    );
  }
}

/** The client uses a version of a protocol that the server does not support. */
export class UnsupportedVersionError extends PicostackError {}

/** The client sent nothing for too long. */
export class RequestTimeoutError extends PicostackError {}

/** libvirt is not connected. */
export class LibvirtUnavailableError extends PicostackError {
  /** @param reason why, if more is known than that it does not respond */
  constructor(uri: string, options?: ErrorOptions, reason?: string) {
    super(
      'libvirtUnavailable',
      `Cannot connect to libvirt at ${uri}${reason ? ` (${reason})` : ''}. Check that libvirtd is running; picostack reconnects by itself.`,
      { uri },
      options,
    );
  }
}

/** The server is not ready; the message says why. */
export class NotReadyError extends PicostackError {}

/**
 * libvirt refused a call or failed; the message contains its text. Usually the request does not fit the domain, its XML or
 * the host. libvirt's codes do not distinguish that from an error of libvirt itself: refusals of QEMU have the code of an
 * internal error.
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

/** Another job locks the domain, so libvirt could not start this one. */
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

/** The caller is not authenticated. */
export class UnauthenticatedError extends PicostackError {
  constructor(message = 'Sign in first, or send a bearer token.') {
    super('unauthenticated', message);
  }
}

/** The caller is not authorized. */
export class ForbiddenError extends PicostackError {
  constructor(message: string, code = 'forbidden') {
    super(code, message);
  }
}

/** Too many attempts; `retryAfterSeconds` says when the next one is accepted. */
export class ThrottledError extends PicostackError {
  constructor(message: string, retryAfterSeconds: number) {
    super('throttled', message, { retryAfterSeconds });
  }
}

/** The request has a host name that this server does not accept. */
export class HostNotAllowedError extends PicostackError {
  constructor(host: string) {
    super(
      'hostNotAllowed',
      `This server does not accept requests for the host "${host}". Use its address or localhost, or add the name to the setting PICOSTACK_ALLOWED_HOSTS.`,
    );
  }
}

/** The address is that of a WebSocket. */
export class UpgradeRequiredError extends PicostackError {
  constructor() {
    super('upgradeRequired', 'This address is that of a WebSocket: send an upgrade request.');
  }
}

/** The route does not support the media type of the body. */
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

/** The part that a request asks for begins after the end of the content. */
export class RangeNotSatisfiableError extends PicostackError {
  constructor(totalBytes: number) {
    super(
      'rangeNotSatisfiable',
      `The content has ${totalBytes} bytes, and the range begins after them. If you continue a download, it is complete.`,
      { totalBytes },
    );
  }
}

/** The target of the request is longer than allowed. */
export class UriTooLongError extends PicostackError {
  constructor(maxLength: number) {
    super('uriTooLong', `The address of the request is longer than ${maxLength} characters.`);
  }
}

/** Check whether an error means that the database cannot be written to now, but maybe later. */
export function isDatabaseProblem(error: unknown): boolean {
  return error instanceof DatabaseUnavailableError || error instanceof DatabaseFullError;
}

/** Return the message of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
