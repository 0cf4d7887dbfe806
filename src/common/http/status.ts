import {
  ConflictError,
  DatabaseUnavailableError,
  ForbiddenError,
  HostNotAllowedError,
  ImageRefusedError,
  InsufficientStorageError,
  InvalidInputError,
  KeyReusedError,
  LibvirtFailedError,
  LibvirtUnavailableError,
  NameTakenError,
  NamesTakenError,
  NotFoundError,
  NotReadyError,
  type PicostackError,
  PreconditionFailedError,
  RemoteServerError,
  RequestTimeoutError,
  ThrottledError,
  TooLargeError,
  UnauthenticatedError,
  UnsupportedMediaTypeError,
  UnsupportedVersionError,
  UriTooLongError,
} from '../errors.js';

/** The HTTP status for each class of errors; the first row that matches counts. */
const STATUS_TABLE: readonly [abstract new (...args: never[]) => PicostackError, number][] = [
  [InvalidInputError, 400],
  [UnauthenticatedError, 401],
  [ForbiddenError, 403],
  [NotFoundError, 404],
  [RequestTimeoutError, 408],
  [NameTakenError, 409],
  [NamesTakenError, 409],
  [ConflictError, 409],
  [LibvirtFailedError, 409],
  [PreconditionFailedError, 412],
  [UnsupportedVersionError, 412],
  [TooLargeError, 413],
  [UriTooLongError, 414],
  [UnsupportedMediaTypeError, 415],
  [HostNotAllowedError, 421],
  [ImageRefusedError, 422],
  [KeyReusedError, 422],
  [ThrottledError, 429],
  [RemoteServerError, 502],
  [LibvirtUnavailableError, 503],
  [NotReadyError, 503],
  [DatabaseUnavailableError, 503],
  [InsufficientStorageError, 507],
];

/** Return the HTTP status of an error: 500 if no row matches. */
export function statusOf(error: PicostackError): number {
  return STATUS_TABLE.find(([kind]) => error instanceof kind)?.[1] ?? 500;
}
