/** The image cannot be built on this host; the message says what to do. */
export class TinyBuildError extends Error {
  override readonly name = 'TinyBuildError';

  constructor(
    /** A stable identifier for programs, such as `tinyNeedsApt`. */
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
