import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStream } from '../support/event-stream.js';
import { getRaw } from '../support/raw-request.js';
import { TestServer } from '../support/test-server.js';
import { eventually } from '../support/wait.js';

describe('SIGHUP', () => {
  let server: TestServer;
  let file: string;
  beforeAll(async () => {
    server = await TestServer.prepare();
    file = join(server.folder, 'picostack.yaml');
    writeFileSync(file, '');
    await server.start({ PICOSTACK_CONFIG: file });
  });
  afterAll(() => server?.dispose());

  /** Send the signal, and wait for its line in the log. */
  async function reload(text: string, expected: string): Promise<void> {
    writeFileSync(file, text);
    const before = server.output.length;
    process.kill(server.pid, 'SIGHUP');
    await eventually(expected, 10_000, () => server.output.includes(expected, before) || undefined);
  }

  const statusForHost = async () =>
    (await getRaw(server.api.url, '/healthz', ['Host: lab.example'])).status;

  it('applies new settings, and open event streams stay open', async () => {
    const stream = await EventStream.open(server.api);
    expect(await statusForHost()).toBe(421);
    await reload('allowedHosts: [lab.example]\n', 'now in effect: allowedHosts');
    expect(await statusForHost()).toBe(200);
    await server.api.ask('POST', '/flavours', { name: 'reloaded', memoryMiB: 256, vcpus: 1 });
    await stream.next('an event', ({ data }) => JSON.stringify(data).includes('reloaded'), 10_000);
    stream.close();
  });

  it('names the settings that need a restart', async () => {
    await reload('poolPrefix: other\nlisten: 127.0.0.1:1\n', 'now in effect: allowedHosts');
    // The environment of this server has both settings, and overrides the file.
    expect(server.output).not.toContain('Restart picostack');
    await reload('templateDir: /srv/templates\n', 'Restart picostack to apply: templateDir');
  });

  it('keeps the settings if the file is invalid', async () => {
    await reload('allowedHosts: [lab.example]\n', 'now in effect: allowedHosts');
    await reload('allowedHosts: [other.example]\nlisen: 1\n', `${file}:2: unknown setting "lisen"`);
    expect(await statusForHost()).toBe(200);
  });

  it('never ends the server, however often it is sent', async () => {
    writeFileSync(file, '');
    for (let sent = 0; sent < 100; sent += 1) process.kill(server.pid, 'SIGHUP');
    expect((await fetch(`${server.api.url}/healthz`)).status).toBe(200);
  });

  it('does not end a server that is starting', async () => {
    await server.stop();
    const starting = server.start({ PICOSTACK_CONFIG: file });
    const { pid } = server;
    let isReady = false;
    void starting.then(() => (isReady = true));
    await eventually('the start to end', 60_000, () => {
      if (hasHandler(pid)) process.kill(pid, 'SIGHUP');
      return isReady || undefined;
    });
    await starting;
  });
});

/** Whether the process handles SIGHUP, according to the kernel: Node itself needs some time before it runs code. */
function hasHandler(pid: number): boolean {
  const [, caught = '0'] =
    /^SigCgt:\s*(\w+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return (BigInt(`0x${caught}`) & 1n) === 1n;
}
