import { createPicostackClient, type PicostackClient, type Schemas } from '@picostack/api-client';
import { CliError, EXIT } from '../cli-error.js';
import type { ServerAddress } from './discover.js';
import { ProblemError } from './problem-error.js';

const PAGE_SIZE = 1000;

/** What openapi-fetch gives for a call. */
interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** A page of a collection. */
interface Page<T> {
  readonly items: T[];
  readonly total: number;
}

export type Instance = Schemas['InstanceDto'];
export type Image = Schemas['ImageDto'];
export type Flavour = Schemas['FlavourDto'];
export type PortMapping = Schemas['PortMappingDto'];
export type Operation = Schemas['OperationDto'];
export type PicostackEvent = Schemas['EventDto'];
export type ForeignDomain = Schemas['ForeignDomainDto'];
export type RecoveryProblem = Schemas['RecoveryProblemDto'];
export type Host = Schemas['HostDto'];

/** The client, and how its answers become results or errors. */
export class Api {
  readonly client: PicostackClient;

  constructor(readonly address: ServerAddress) {
    this.client = createPicostackClient({ baseUrl: address.url, token: address.token });
  }

  /**
   * The content of an answer.
   * @throws ProblemError as the server told it; CliError where no server answers
   */
  async result<T>(call: Promise<Answer<T>>): Promise<T> {
    const { data, error, response } = await this.reach(call);
    if (!response.ok) throw ProblemError.from(response.status, error);
    if (data === undefined) throw ProblemError.from(response.status, undefined);
    return data;
  }

  /** An answer without content. */
  async done(call: Promise<Answer<unknown>>): Promise<void> {
    const { error, response } = await this.reach(call);
    if (!response.ok) throw ProblemError.from(response.status, error);
  }

  /** Every item of a collection, however many pages it takes. */
  async all<T>(
    page: (query: { limit: number; offset: number }) => Promise<Answer<Page<T>>>,
  ): Promise<T[]> {
    const items: T[] = [];
    for (;;) {
      const next = await this.result(page({ limit: PAGE_SIZE, offset: items.length }));
      items.push(...next.items);
      if (items.length >= next.total || next.items.length === 0) return items;
    }
  }

  /** Turns "no connection" into words that say what to do. */
  async reach<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      throw unreachable(this.address, error);
    }
  }
}

/** The error for a server that does not answer. */
export function unreachable({ url, source }: ServerAddress, cause: unknown): CliError {
  const local = source !== 'PICOSTACK_URL';
  const advice = local
    ? 'Start it with "npm start", in the folder of picostack.'
    : 'Check PICOSTACK_URL, and that the server runs there.';
  const reason = reasonOf(cause);
  return new CliError(
    'serverNotRunning',
    `No picostack server answers at ${url}${reason ? ` (${reason})` : ''}. ${advice}`,
    EXIT.unreachable,
    { cause },
  );
}

/** fetch says "fetch failed"; what happened is in its cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return '';
}

/** The path parameter of a call about one thing, by its id or name. */
export function at(id: string): { params: { path: { id: string } } } {
  return { params: { path: { id } } };
}
