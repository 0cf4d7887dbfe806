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

async function untilOver(): Promise<OperationDto[]> {
  return eventually('the operations to be over', LIMIT_MS, async () => {
    const { items } = await server.api.ask<{ items: OperationDto[] }>(
      'GET',
      '/operations?limit=1000',
    );
    return items.every(({ finishedAt }) => finishedAt !== null) ? items : undefined;
  });
}

it('100 mixed actions on one instance: every response is legal, and the final state is what virsh reports', async () => {
  const { id, name } = await server.api.createInstance({ name: server.name('anvil') });
  const answers = await Promise.all(
    Array.from({ length: 100 }, async (_, index) => {
      const [path, body] = ACTIONS[index % ACTIONS.length] ?? ['start'];
      // sleep: spread the requests, so that some arrive in the states that the earlier ones lead to.
      await new Promise((next) => setTimeout(next, index * 30));
      return server.api.request<Problem>('POST', `/api/v1/instances/${id}/${path}`, body ?? {});
    }),
  );
  const isLegal = ({ status, body }: (typeof answers)[number]): boolean =>
    status === 202 || (status === 409 && body.code === 'illegalState');
  expect(answers.filter((answer) => !isLegal(answer))).toEqual([]);
  const taken = answers.filter(({ status }) => status === 202).length;
  expect(taken).toBeGreaterThan(1);
  expect(taken).toBeLessThan(100);

  const operations = await untilOver();
  expect(operations.filter(({ resource }) => resource.id === id)).toHaveLength(taken + 1);
  const state = (await virsh('domstate', name)).trim();
  expect(await server.api.instance(id)).toMatchObject({ state: STATES[state] });

  await server.api.finish('DELETE', `/instances/${id}?force=true`);
  expect(await domainNames(server.prefix)).toEqual([]);
  expect(await volumeNames(server.disksPool)).toEqual([]);
});

it('with a deletion among them: it is deleted once, and nothing is left', async () => {
  const { id } = await server.api.createInstance({ name: server.name('gone') });
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => {
      const [path, body] = ACTIONS[index % ACTIONS.length] ?? ['start'];
      return index % 6 === 5
        ? server.api.request('DELETE', `/api/v1/instances/${id}?force=true`)
        : server.api.request('POST', `/api/v1/instances/${id}/${path}`, body ?? {});
    }),
  );
  for (const { status, body } of answers) {
    expect([202, 404, 409], JSON.stringify(body)).toContain(status);
  }
  await untilOver();
  await server.api.deleteInstances();
  expect((await server.api.instances()).items).toEqual([]);
  expect(await domainNames(server.prefix)).toEqual([]);
  expect(await volumeNames(server.disksPool)).toEqual([]);
});
