import type { Cli } from '../cli.js';
import type { Api, Instance } from '../client/api.js';
import { safeText } from '../terminal/safe-text.js';
import type { Candidate } from './complete.js';

/** The records of the server that have names. */
export type NameSource =
  'domain' | 'flavour' | 'image' | 'instance' | 'operation' | 'tag' | 'token' | 'user';

/** A person waits for the answer to a key: rather no names than late ones. */
const LIMIT_MS = 300;
const PAGE = { limit: 1000 };

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

async function read(api: Api, source: NameSource, command: string): Promise<readonly Candidate[]> {
  const { client } = api;
  const signal = AbortSignal.timeout(LIMIT_MS);
  const page = { params: { query: PAGE }, signal };
  const instances = async (): Promise<readonly Instance[]> =>
    (await api.result(client.GET('/api/v1/instances', page))).items;
  switch (source) {
    case 'instance':
      return (await instances())
        .filter((each) => isLegal(each, command))
        .map(({ name, state }) => ({ value: name, description: state }));
    case 'tag':
      return [...new Set((await instances()).flatMap(({ tags }) => tags))].map(plain);
    case 'image':
      return (await api.result(client.GET('/api/v1/images', page))).items.map(
        ({ name, status }) => ({ value: name, description: status }),
      );
    case 'flavour':
      return (await api.result(client.GET('/api/v1/flavours', page))).items.map(
        ({ name, memoryMiB, vcpus }) => ({
          value: name,
          description: `${memoryMiB} MiB, ${vcpus} vCPU`,
        }),
      );
    case 'domain':
      return (await api.result(client.GET('/api/v1/domains', page))).items.map(({ name }) =>
        plain(name),
      );
    case 'token':
      return (await api.result(client.GET('/api/v1/tokens', page))).items.map(({ name }) =>
        plain(name),
      );
    case 'user':
      return (await api.result(client.GET('/api/v1/users', page))).items.map(({ name }) =>
        plain(name),
      );
    case 'operation': {
      const query = { ...PAGE, status: 'running' as const };
      const running = await api.result(
        client.GET('/api/v1/operations', { params: { query }, signal }),
      );
      return running.items
        .filter(({ canCancel }) => canCancel)
        .map(({ id, kind, resource }) => ({
          value: id,
          description: `${kind} ${resource.name}`,
        }));
    }
  }
}

const plain = (value: string): Candidate => ({ value, description: '' });

/** Whether the command is an action that is legal for the instance now; any other command accepts each instance. */
function isLegal({ refusals }: Instance, command: string): boolean {
  return !(command in refusals);
}
