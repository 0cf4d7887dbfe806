import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OperationDto } from '../../src/operations/dto.js';
import type { Problem } from '../support/api.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { domainNames, virsh, volumeNames } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const LIMIT_MS = 120_000;
/** Every action that changes the power state; each is legal in some states only. */
const ACTIONS: readonly (readonly [path: string, body?: object])[] = [
  ['start'],
  ['stop', { force: true }],
  ['pause'],
  ['resume'],
  ['restart', { force: true }],
];
/** The states of virsh, as states of picostack. */
const STATES: Readonly<Record<string, string>> = {
  'shut off': 'stopped',
  running: 'running',
  paused: 'paused',
};

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
});
afterAll(() => server?.dispose());

async function waitForOperations(): Promise<OperationDto[]> {
  return eventually('the operations to end', LIMIT_MS, async () => {
    const { items } = await server.api.ask<{ items: OperationDto[] }>(
      'GET',
      '/operations?limit=1000',
    );
    return items.every(({ finishedAt }) => finishedAt !== null) ? items : undefined;
  });
}

it('100 mixed actions on one instance: every response is legal, and the final state is what virsh reports', async () => {
  const { id, name } = await server.api.createInstance({ name: server.name('anvil') });
  const responses = await Promise.all(
    Array.from({ length: 100 }, async (_, index) => {
      const [path, body] = ACTIONS[index % ACTIONS.length] ?? ['start'];
      // sleep: spread the requests, so that some arrive in the states that the earlier ones lead to.
      await new Promise((next) => setTimeout(next, index * 30));
      return server.api.request<Problem>('POST', `/api/v1/instances/${id}/${path}`, body ?? {});
    }),
  );
  const isLegal = ({ status, body }: (typeof responses)[number]): boolean =>
    status === 202 || (status === 409 && body.code === 'illegalState');
  expect(responses.filter((response) => !isLegal(response))).toEqual([]);
  const accepted = responses.filter(({ status }) => status === 202).length;
  expect(accepted).toBeGreaterThan(1);
  expect(accepted).toBeLessThan(100);

  const operations = await waitForOperations();
  expect(operations.filter(({ resource }) => resource.id === id)).toHaveLength(accepted + 1);
  const state = (await virsh('domstate', name)).trim();
  expect(await server.api.instance(id)).toMatchObject({ state: STATES[state] });

  await server.api.finish('DELETE', `/instances/${id}?force=true`);
  expect(await domainNames(server.prefix)).toEqual([]);
  expect(await volumeNames(server.disksPool)).toEqual([]);
});

it('deletions between other actions delete the instance once, and leave nothing', async () => {
  const { id } = await server.api.createInstance({ name: server.name('gone') });
  const responses = await Promise.all(
    Array.from({ length: 30 }, (_, index) => {
      const [path, body] = ACTIONS[index % ACTIONS.length] ?? ['start'];
      return index % 6 === 5
        ? server.api.request('DELETE', `/api/v1/instances/${id}?force=true`)
        : server.api.request('POST', `/api/v1/instances/${id}/${path}`, body ?? {});
    }),
  );
  for (const { status, body } of responses) {
    expect([202, 404, 409], JSON.stringify(body)).toContain(status);
  }
  await waitForOperations();
  await server.api.deleteInstances();
  expect((await server.api.instances()).items).toEqual([]);
  expect(await domainNames(server.prefix)).toEqual([]);
  expect(await volumeNames(server.disksPool)).toEqual([]);
});
