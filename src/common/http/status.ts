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
  ThrottledError,
  TooLargeError,
  UnauthenticatedError,
  UnsupportedMediaTypeError,
  UriTooLongError,
} from '../errors.js';

/** The one table from a kind of error to its HTTP status; the first row that fits counts. */
const STATUS_TABLE: readonly [abstract new (...args: never[]) => PicostackError, number][] = [
  [InvalidInputError, 400],
  [UnauthenticatedError, 401],
  [ForbiddenError, 403],
  [NotFoundError, 404],
  [NameTakenError, 409],
  [NamesTakenError, 409],
  [ConflictError, 409],
  [LibvirtFailedError, 409],
  [PreconditionFailedError, 412],
  [TooLargeError, 413],
  [UriTooLongError, 414],
  [UnsupportedMediaTypeError, 415],
  [HostNotAllowedError, 421],
  [ImageRefusedError, 422],
  [KeyReusedError, 422],
  [ThrottledError, 429],
  [LibvirtUnavailableError, 503],
  [NotReadyError, 503],
  [DatabaseUnavailableError, 503],
  [InsufficientStorageError, 507],
];

/** The HTTP status of an error: 500 where no row of the table fits. */
export function statusOf(error: PicostackError): number {
  return STATUS_TABLE.find(([kind]) => error instanceof kind)?.[1] ?? 500;
}
