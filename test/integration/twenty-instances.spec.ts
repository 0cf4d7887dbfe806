import { afterAll, beforeAll, expect, it } from 'vitest';
import { isOpen } from '../support/network.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { domainNames, qemuPid, virsh, volumeNames } from '../support/virsh.js';

const COUNT = 20;

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
});
afterAll(() => server?.dispose(), 300_000);

it('20 instances created at the same time are all running, each with its own MAC address, ports and disk', async () => {
  const names = Array.from({ length: COUNT }, (_, index) => server.name(`twenty-${index}`));
  const startedAt = performance.now();
  const instances = await Promise.all(names.map((name) => server.api.createInstance({ name })));
  console.log(`${COUNT} instances ran after ${Math.round(performance.now() - startedAt)} ms`);

  const { items } = await server.api.instances();
  expect(items.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['running']));
  expect(new Set(instances.map(({ mac }) => mac)).size).toBe(COUNT);
  const ports = instances.flatMap((each) => each.ports.map(({ hostPort }) => hostPort));
  expect(new Set(ports).size).toBe(COUNT);
  expect(await Promise.all(ports.map(isOpen))).not.toContain(false);
  expect(await volumeNames(server.disksPool)).toHaveLength(COUNT);

  expect((await domainNames(server.prefix)).toSorted()).toEqual(names.toSorted());
  const disks = await Promise.all(names.map((name) => virsh('domblklist', name)));
  expect(new Set(disks).size).toBe(COUNT);
  const pids = instances.map(({ id }) => qemuPid(id));
  expect(new Set(pids).size).toBe(COUNT);
  expect(pids).not.toContain(undefined);

  await server.api.deleteInstances();
  expect(await domainNames(server.prefix)).toEqual([]);
  expect(await volumeNames(server.disksPool)).toEqual([]);
}, 600_000);
