import type { Cli } from '../cli.js';
import type { Api, Instance } from '../client/api.js';
import { safeText } from '../terminal/safe-text.js';
import type { Candidate, NameSource } from './candidate.js';

/** A person waits for the answer to a key: rather no names than late ones. */
const LIMIT_MS = 300;
const MOST = 1000;

/**
 * Read the names of records from the server.
 * @param command for an action on instances: only those for which it is legal
 * @returns no names if there is no server, or if it does not respond in time
 */
export async function namesOf(
  cli: Cli,
  source: NameSource,
  command: string,
): Promise<readonly Candidate[]> {
  try {
    const found = await read(cli.api, source, command);
    // A name with control characters cannot be typed, and could change the terminal.
    return found.filter(({ value }) => value !== '' && safeText(value) === value);
  } catch {
    return [];
  }
}

function read(api: Api, source: NameSource, command: string): Promise<readonly Candidate[]> {
  return READERS[source](api, { limit: MOST }, AbortSignal.timeout(LIMIT_MS), command);
}

type Reader = (
  api: Api,
  query: { readonly limit: number },
  signal: AbortSignal,
  command: string,
) => Promise<readonly Candidate[]>;

const READERS: Readonly<Record<NameSource, Reader>> = {
  async instance(api, query, signal, command) {
    return (await instances(api, query, signal))
      .filter((each) => isLegal(each, command))
      .map(({ name, state }) => ({ value: name, description: state }));
  },
  async tag(api, query, signal) {
    const all = await instances(api, query, signal);
    return [...new Set(all.flatMap(({ tags }) => tags))].map(plain);
  },
  async image(api, query, signal) {
    const page = await api.result(api.client.GET('/api/v1/images', { params: { query }, signal }));
    return page.items.map(({ name, status }) => ({ value: name, description: status }));
  },
  async catalogue(api, query, signal) {
    const page = await api.result(
      api.client.GET('/api/v1/catalogue', { params: { query }, signal }),
    );
    return page.items.map(({ name, title }) => ({ value: name, description: title }));
  },
  async flavour(api, query, signal) {
    const page = await api.result(
      api.client.GET('/api/v1/flavours', { params: { query }, signal }),
    );
    return page.items.map(({ name, memoryMiB, vcpus }) => ({
      value: name,
      description: `${memoryMiB} MiB, ${vcpus} vCPU`,
    }));
  },
  async domain(api, query, signal) {
    const page = await api.result(api.client.GET('/api/v1/domains', { params: { query }, signal }));
    return page.items.map(({ name }) => plain(name));
  },
  async token(api, query, signal) {
    const page = await api.result(api.client.GET('/api/v1/tokens', { params: { query }, signal }));
    return page.items.map(({ name }) => plain(name));
  },
  async user(api, query, signal) {
    const page = await api.result(api.client.GET('/api/v1/users', { params: { query }, signal }));
    return page.items.map(({ name }) => plain(name));
  },
  async operation(api, query, signal) {
    const running = { ...query, status: 'running' } as const;
    const page = await api.result(
      api.client.GET('/api/v1/operations', { params: { query: running }, signal }),
    );
    return page.items
      .filter(({ canCancel }) => canCancel)
      .map(({ id, kind, resource }) => ({ value: id, description: `${kind} ${resource.name}` }));
  },
};

async function instances(
  api: Api,
  query: { readonly limit: number },
  signal: AbortSignal,
): Promise<readonly Instance[]> {
  const call = api.client.GET('/api/v1/instances', { params: { query }, signal });
  return (await api.result(call)).items;
}

const plain = (value: string): Candidate => ({ value, description: '' });

/** Whether the command is an action that is legal for the instance now; any other command accepts each instance. */
function isLegal({ refusals }: Instance, command: string): boolean {
  return !(command in refusals);
}
