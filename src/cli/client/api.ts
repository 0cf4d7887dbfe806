import { type Page, readAllPages, type Schemas } from '@picostack/api-client';
import { CliError, EXIT } from '../cli-error.js';
import type { ServerAddress } from './discover.js';
import { type ClientResult, HttpClient } from './http-client.js';
import { ProblemError } from './problem-error.js';

export type { ClientResult } from './http-client.js';

export type Instance = Schemas['InstanceDto'];
export type Image = Schemas['ImageDto'];
export type Flavour = Schemas['FlavourDto'];
export type PortMapping = Schemas['PortMappingDto'];
export type Operation = Schemas['OperationDto'];
export type PicostackEvent = Schemas['EventDto'];
export type ForeignDomain = Schemas['ForeignDomainDto'];
export type RecoveryProblem = Schemas['RecoveryProblemDto'];
export type Host = Schemas['HostDto'];

/** The client, and the conversion of its responses to results or errors. */
export class Api {
  readonly client: HttpClient;

  constructor(readonly address: ServerAddress) {
    this.client = new HttpClient(address);
  }

  /**
   * Return the body of a response.
   * @throws ProblemError on an error of the server, CliError if the server cannot be reached
   */
  async result<T>(call: Promise<ClientResult<T>>): Promise<T> {
    const { data, error, response } = await this.reach(call);
    if (!response.ok) throw ProblemError.from(response.status, error);
    if (data === undefined) throw ProblemError.from(response.status, undefined);
    return data;
  }

  /** Wait for a response without a body. */
  async done(call: Promise<ClientResult<unknown>>): Promise<void> {
    const { error, response } = await this.reach(call);
    if (!response.ok) throw ProblemError.from(response.status, error);
  }

  /** Get an instance by name or id. */
  instance(id: string): Promise<Instance> {
    return this.result(this.client.GET('/api/v1/instances/{id}', at(id)));
  }

  /** Get an image by name or id. */
  image(id: string): Promise<Image> {
    return this.result(this.client.GET('/api/v1/images/{id}', at(id)));
  }

  /** Read all items of a list, from all its pages. */
  all<T>(
    readPage: (query: { limit: number; offset: number }) => Promise<ClientResult<Page<T>>>,
  ): Promise<T[]> {
    return readAllPages((query) => this.result(readPage(query)));
  }

  /** Replace the error of a failed connection by one that says what to do. */
  async reach<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      throw error instanceof CliError ? error : unreachable(this.address, error);
    }
  }
}

/** Describe a host whose libvirt is not connected. */
export function notConnected({ libvirtProblem }: Pick<Host, 'libvirtProblem'>): string {
  return `not connected: ${libvirtProblem ?? 'connecting'}`;
}

/** The error for a server that cannot be reached. */
export function unreachable({ url, source }: ServerAddress, cause: unknown): CliError {
  const local = source !== 'PICOSTACK_URL';
  const advice = local
    ? 'Start it with "picostk serve", or "npm start" in a checkout.'
    : 'Check PICOSTACK_URL, and that the server runs there.';
  const reason = reasonOf(cause);
  return new CliError(
    'serverNotRunning',
    `Cannot reach a picostack server at ${url}${reason ? ` (${reason})` : ''}. ${advice}`,
    EXIT.unreachable,
    { cause },
  );
}

/** The message of fetch is only "fetch failed"; its cause has the reason. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return '';
  // The code of a time-out is a number that nobody knows.
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

/** The path parameter of a call for one resource, by name or id. */
export function at(id: string): { params: { path: { id: string } } } {
  return { params: { path: { id } } };
}
