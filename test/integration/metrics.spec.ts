import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { virsh } from '../support/virsh.js';
import { eventually } from '../support/wait.js';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

let server: TestServer;
let settings: string;
beforeAll(async () => {
  server = await TestServer.prepare();
  settings = join(server.folder, 'picostack.yaml');
  writeFileSync(settings, '');
  await server.start({ PICOSTACK_CONFIG: settings });
  await registerTiny(server.api);
});
afterAll(() => server?.dispose());

const scrape = (headers: Record<string, string> = {}) =>
  fetch(`${server.api.url}/metrics`, { headers });

/** The values of a scrape by series: name and labels as Prometheus writes them. */
async function metrics(): Promise<ReadonlyMap<string, number>> {
  const response = await scrape();
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/plain');
  const lines = (await response.text()).split('\n').filter((line) => line && !line.startsWith('#'));
  const series = new Map(
    lines.map((line): [string, number] => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
  // A series that is there twice makes Prometheus refuse the whole scrape.
  expect(series.size).toBe(lines.length);
  return series;
}

const statesOf = (series: ReadonlyMap<string, number>, name: string) =>
  [...series.keys()].filter((key) => key.startsWith(`picostack_instance_state{name="${name}"`));

describe('/metrics', () => {
  it('has the host, the pools, the process, operations and requests', async () => {
    await server.api.instances();
    const series = await metrics();
    expect(series.get('picostack_libvirt_connected')).toBe(1);
    expect(series.get('picostack_scrape_complete')).toBe(1);
    expect(series.get('picostack_host_memory_bytes')).toBeGreaterThan(1024 ** 3);
    expect(series.get(`picostack_pool_usable{pool="${server.disksPool}"}`)).toBe(1);
    expect(series.get('process_resident_memory_bytes')).toBeGreaterThan(1024 ** 2);
    const requests =
      'picostack_http_request_duration_seconds_count{method="GET",route="/api/v1/instances",status="200"}';
    expect(series.get(requests)).toBeGreaterThan(0);
  });

  it('has no series for a path, whatever clients ask for', async () => {
    await fetch(`${server.api.url}/api/v1/instances/made-up-${Date.now()}`);
    await fetch(`${server.api.url}/assets/made-up.js`);
    expect([...(await metrics()).keys()].join('\n')).not.toContain('made-up');
  });

  it('has one state of each instance, and none of a deleted one', async () => {
    const name = server.name('counted');
    await server.api.createInstance({ name, start: true });
    // A guest that has just started has not read its disk yet.
    const running = await eventually('the guest to read its disk', 60_000, async () => {
      const series = await metrics();
      const read = series.get(`picostack_instance_disk_read_bytes_total{name="${name}"}`);
      return read !== undefined && read > 0 ? series : undefined;
    });
    expect(statesOf(running, name)).toEqual([
      `picostack_instance_state{name="${name}",state="running"}`,
    ]);
    const created = 'picostack_operations{kind="instance.create",status="succeeded"}';
    expect(running.get(created)).toBeGreaterThan(0);
    expect(running.get(`picostack_instance_cpu_seconds_total{name="${name}"}`)).toBeGreaterThan(0);
    expect(running.get(`picostack_instance_disk_read_bytes_total{name="${name}"}`)).toBeGreaterThan(
      0,
    );
    await server.api.finish('POST', `/instances/${name}/stop`, { force: true });
    expect(statesOf(await metrics(), name)).toEqual([
      `picostack_instance_state{name="${name}",state="stopped"}`,
    ]);
    await server.api.deleteInstances();
    expect([...(await metrics()).keys()].join('\n')).not.toContain(name);
  });

  it('has the numbers of all other guests while one QEMU is stopped', async () => {
    const [frozen, lively] = [server.name('frozen'), server.name('lively')];
    for (const name of [frozen, lively]) await server.api.createInstance({ name, start: true });
    const pid = Number(readFileSync(`/run/libvirt/qemu/${frozen}.pid`, 'utf8'));
    process.kill(pid, 'SIGSTOP');
    try {
      const first = await metrics();
      expect(first.get(`picostack_instance_cpu_seconds_total{name="${lively}"}`)).toBeGreaterThan(
        0,
      );
      // libvirt waits for the stopped QEMU in one call; the next ones leave it out.
      const next = await eventually('a complete scrape', 30_000, async () => {
        const series = await metrics();
        const read = series.get(`picostack_instance_disk_read_bytes_total{name="${lively}"}`);
        const isComplete = series.get('picostack_scrape_complete') === 1;
        return isComplete && read !== undefined && read > 0 ? series : undefined;
      });
      expect(statesOf(next, frozen)).toHaveLength(1);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await virsh('domstate', frozen);
    await server.api.deleteInstances();
  });

  it('is shared by scrapes at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 30 }, () => scrape()));
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
  });

  it('asks for a sign-in, or is turned off, where the settings say so', async () => {
    const reload = async (access: string) => {
      writeFileSync(settings, `metricsAccess: ${access}\n`);
      const before = server.output.length;
      process.kill(server.pid, 'SIGHUP');
      await eventually(
        'the settings',
        10_000,
        () => server.output.includes('metricsAccess', before) || undefined,
      );
    };
    await reload('token');
    expect((await scrape()).status).toBe(401);
    expect((await scrape({ Authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await scrape({ Authorization: `Bearer ${server.api.token}` })).status).toBe(200);
    await reload('off');
    expect((await scrape({ Authorization: `Bearer ${server.api.token}` })).status).toBe(404);
  });
});
