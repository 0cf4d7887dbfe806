import { kill } from 'node:process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import { EventStream } from '../support/event-stream.js';
import { isOpen } from '../support/network.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { qemuPid, virsh } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

/** The goal is one to two seconds on an idle host; this host is shared. The tests print the measured times. */
const REACTION_LIMIT_MS = 5_000;

/** The PID of the QEMU process; never 0, which would be this process and its process group. */
function runningPid(id: string): number {
  const pid = qemuPid(id);
  if (pid === undefined) throw new Error(`No QEMU runs ${id}`);
  return pid;
}

/** Each change by an operator results in a state and an event, and is not reverted. */
describe('changes outside of picostack', () => {
  let server: TestServer;
  let stream: EventStream;
  let instance: InstanceDto;
  const state = async () => (await server.api.instance(instance.id)).state;
  const port = () => instance.ports[0]?.hostPort ?? 0;

  beforeAll(async () => {
    server = await TestServer.start();
    await registerTiny(server.api);
    stream = await EventStream.open(server.api);
    instance = await server.api.createInstance({ name: server.name('outside') });
  });
  afterAll(async () => {
    stream?.close();
    await server?.dispose();
  });

  beforeEach(async () => {
    if ((await state()) === 'stopped') {
      await server.api.finish('POST', `/instances/${instance.id}/start`);
    }
  });

  const reaction = async (what: string, kind: string, act: () => Promise<unknown>) => {
    const mark = performance.now();
    await act();
    const done = performance.now();
    const message = await stream.change(kind, instance.name, 30_000, mark);
    const tookMs = Math.round(message.at - done);
    console.log(`${what} -> ${kind} on the event stream: ${tookMs} ms after it returned`);
    expect(tookMs).toBeLessThan(REACTION_LIMIT_MS);
    return message.data;
  };

  it('virsh destroy: stopped', async () => {
    const event = await reaction('virsh destroy', 'instance.stopped', () =>
      virsh('destroy', instance.name),
    );
    expect(event).toMatchObject({ actor: 'outside', cause: 'forced off' });
    expect(await server.api.instance(instance.id)).toMatchObject({
      state: 'stopped',
      stateReason: 'forced off',
      ports: [{ active: false }],
    });
    expect(await isOpen(port())).toBe(false);
  });

  it('virsh start: running, and its ports are open again', async () => {
    await virsh('destroy', instance.name);
    await eventually('stopped', 30_000, async () => (await state()) === 'stopped' || undefined);
    const event = await reaction('virsh start', 'instance.started', () =>
      virsh('start', instance.name),
    );
    expect(event).toMatchObject({ actor: 'outside' });
    // QEMU opens the port before the server hears that it did.
    const { state: now } = await eventually('its port to be active', 30_000, async () => {
      const found = await server.api.instance(instance.id);
      return found.ports.every(({ active }) => active) ? found : undefined;
    });
    expect(now).toBe('running');
    expect(await isOpen(port())).toBe(true);
  });

  it('virsh suspend and resume: paused, running', async () => {
    await reaction('virsh suspend', 'instance.paused', () => virsh('suspend', instance.name));
    expect(await state()).toBe('paused');
    await reaction('virsh resume', 'instance.resumed', () => virsh('resume', instance.name));
    expect(await state()).toBe('running');
  });

  it('kill -9 of its QEMU: crashed, and it can be started again', async () => {
    const event = await reaction('kill -9 of QEMU', 'instance.crashed', async () =>
      kill(runningPid(instance.id), 'SIGKILL'),
    );
    expect(event).toMatchObject({ actor: 'outside' });
    expect(await server.api.instance(instance.id)).toMatchObject({
      state: 'crashed',
      actions: expect.arrayContaining(['start', 'delete']) as string[],
      ports: [{ active: false }],
    });
    await server.api.finish('POST', `/instances/${instance.id}/start`);
    expect(await state()).toBe('running');
  });

  it('virsh destroy during a stop by the server: one stop', async () => {
    const mark = performance.now();
    await Promise.all([
      // One of the two comes second, and fails.
      virsh('destroy', instance.name).catch(() => undefined),
      server.api.request('POST', `/api/v1/instances/${instance.id}/stop`, { force: true }),
    ]);
    await stream.change('instance.stopped', instance.name, 30_000, mark);
    await eventually('stopped', 30_000, async () => (await state()) === 'stopped' || undefined);
    const kinds = (await server.api.eventsOf(instance.id)).map(({ kind }) => kind);
    expect(kinds.slice(-2)).toEqual(['instance.started', 'instance.stopped']);
  });

  it('virsh edit: what an operator added survives start, ports and stop', async () => {
    await virsh('destroy', instance.name);
    await eventually('stopped', 30_000, async () => (await state()) === 'stopped' || undefined);
    await virsh('desc', instance.name, '--config', 'an operator was here');
    await virsh('setmem', instance.name, '200M', '--config');
    await server.api.finish('POST', `/instances/${instance.id}/start`);
    const mapping = await server.api.ask<{ id: string }>(
      'POST',
      `/instances/${instance.id}/ports`,
      { guestPort: 22 },
    );
    await server.api.ask('DELETE', `/instances/${instance.id}/ports/${mapping.id}`);
    await server.api.finish('POST', `/instances/${instance.id}/stop`, { force: true });
    const xml = await virsh('dumpxml', '--inactive', instance.name);
    expect(xml).toContain('an operator was here');
    expect(xml).toContain("<currentMemory unit='KiB'>204800</currentMemory>");
  });

  it('virsh autostart after each kind of operation: reported as a change from outside', async () => {
    const at = `/instances/${instance.id}`;
    await server.api.finish('POST', `${at}/stop`, { force: true });
    const work: [path: string, body?: object][] = [
      ['rebuild'],
      ['publish', { name: 'published' }],
      ['clone', { name: server.name('cloned'), mode: 'linked' }],
      ['grow', { diskGiB: 1 }],
      ['resize', { flavour: 'small' }],
      ['rename', { name: server.name('other') }],
      ['rename', { name: instance.name }],
    ];
    for (const [index, [path, body]] of work.entries()) {
      await server.api.finish('POST', `${at}/${path}`, body);
      const { name } = await server.api.instance(instance.id);
      const mark = performance.now();
      await virsh('autostart', name, ...(index % 2 === 0 ? [] : ['--disable']));
      const { data } = await stream.change('instance.changed', name, 10_000, mark);
      expect(data, path).toMatchObject({ actor: 'outside' });
    }
    await server.api.finish('DELETE', `/instances/${server.name('cloned')}`);
    await server.api.ask('DELETE', '/images/published');
    await virsh('autostart', instance.name, '--disable');
  });

  it('virsh domrename: the instance gets the new name', async () => {
    await server.api.finish('POST', `/instances/${instance.id}/stop`, { force: true });
    const renamed = server.name('renamed');
    await virsh('domrename', instance.name, renamed);
    await server.api.finish('POST', `/instances/${instance.id}/start`);
    expect((await virsh('domstate', renamed)).trim()).toBe('running');
    expect(await state()).toBe('running');
    await server.api.finish('POST', `/instances/${instance.id}/stop`, { force: true });
    await virsh('domrename', renamed, instance.name);
  });

  it('virsh undefine: missing; a start is refused, a deletion cleans up', async () => {
    await server.api.finish('POST', `/instances/${instance.id}/stop`, { force: true });
    const event = await reaction('virsh undefine', 'instance.missing', () =>
      virsh('undefine', instance.name),
    );
    expect(event).toMatchObject({ actor: 'outside' });
    expect(await state()).toBe('missing');
    const problem = await server.api.refused('POST', `/instances/${instance.id}/start`);
    expect(problem).toMatchObject({
      status: 409,
      code: 'illegalState',
      legal: ['redefine', 'delete'],
    });
    const noPort = await server.api.refused('POST', `/instances/${instance.id}/ports`, {
      guestPort: 22,
    });
    expect(noPort).toMatchObject({
      status: 409,
      code: 'illegalState',
      legal: ['redefine', 'delete'],
    });
    await server.api.finish('DELETE', `/instances/${instance.id}`);
    expect((await server.api.instances()).total).toBe(0);
  });
});
