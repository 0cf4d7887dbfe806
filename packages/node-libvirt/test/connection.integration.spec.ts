import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Connection,
  LibvirtError,
  VIR_DOMAIN_EVENT_ID_LIFECYCLE,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_OPERATION_DENIED,
  VIR_FROM_TEST,
} from '../src/index.js';

describe('test:///default', () => {
  let connection: Connection;
  beforeAll(async () => {
    connection = await Connection.open('test:///default');
  });
  afterAll(async () => {
    await connection.close();
  });

  it('describes the connection', async () => {
    expect(await connection.getURI()).toBe('test:///default');
    expect(await connection.getType()).toBe('TEST');
    expect(await connection.getVersion()).toBe(2);
    expect(await connection.getLibVersion()).toBeGreaterThanOrEqual(9_000_000);
    expect(await connection.getHostname()).not.toBe('');
    expect(await connection.getCapabilities()).toContain('<capabilities>');
    expect(await connection.nodeGetInfo()).toMatchObject({ model: 'i686', memoryKiB: 3_145_728 });
  });

  it('lists its domain', async () => {
    const [domain] = await connection.listAllDomains();
    expect(domain).toMatchObject({ name: 'test', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f' });
    expect(await domain?.getInfo()).toMatchObject({ state: 1, maxMemKiB: 8_388_608, nrVirtCpu: 2 });
  });

  it('returns errors with all fields of libvirt', async () => {
    const error: unknown = await connection
      .domainLookupByName('nobody')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LibvirtError);
    expect(error).toMatchObject({
      code: VIR_ERR_NO_DOMAIN,
      domain: VIR_FROM_TEST,
      level: 2,
      procedure: 'domainLookupByName',
    });
  });

  it('processes thousands of concurrent calls', async () => {
    const calls = Array.from({ length: 5_000 }, () => connection.getType());
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['TEST']));
    expect(connection.pendingCalls).toBe(0);
  });

  it('processes an urgent call before the calls in the queue', async () => {
    const [domain] = await connection.listAllDomains();
    let completed = 0;
    const calls = Array.from({ length: 2_000 }, async () => {
      await domain?.getXMLDesc();
      completed++;
    });
    await connection.getCapabilities({ priority: 'urgent' });
    expect(completed).toBeLessThan(1_000);
    await Promise.all(calls);
    expect(completed).toBe(2_000);
  });

  it('keeps all events between the registration and the first read', async () => {
    const [domain] = await connection.listAllDomains();
    const events = await connection.domainEvents(VIR_DOMAIN_EVENT_ID_LIFECYCLE);
    for (let i = 0; i < 50; i++) {
      await domain?.suspend();
      await domain?.resume();
    }
    const seen: number[] = [];
    for await (const { event } of events) {
      seen.push(event);
      if (seen.length === 100) {
        break;
      }
    }
    expect(seen).toEqual(Array.from({ length: 100 }, (_, i) => 3 + (i % 2)));
  });
});

describe('qemu:///system', () => {
  it('describes the host', async () => {
    await using connection = await Connection.open('qemu:///system');
    const { total } = await connection.nodeGetMemoryStats();
    expect(total).toBeGreaterThan(0);
    expect(await connection.nodeGetFreeMemory()).toBeGreaterThan(0);
    expect(await connection.getDomainCapabilities({ virtType: 'qemu' })).toContain(
      '<domain>qemu</domain>',
    );
  });

  it('refuses changes on a read-only connection', async () => {
    await using connection = await Connection.open('qemu:///system', { readOnly: true });
    await expect(connection.domainDefineXMLFlags('<domain/>')).rejects.toMatchObject({
      code: VIR_ERR_OPERATION_DENIED,
    });
  });

  it('opens a duplicate connection', async () => {
    await using connection = await Connection.open('qemu:///system', { readOnly: true });
    await using other = await connection.duplicate();
    await connection.close();
    expect(await other.getURI()).toBe('qemu:///system');
    await expect(other.domainDefineXMLFlags('<domain/>')).rejects.toMatchObject({
      code: VIR_ERR_OPERATION_DENIED,
    });
  });

  it('keeps an idle connection alive', async () => {
    await using connection = await Connection.open('qemu:///system', {
      keepAliveIntervalMs: 50,
      keepAliveCount: 2,
    });
    await Promise.race([connection.closed, once(AbortSignal.timeout(700), 'abort')]);
    expect(connection.isAlive).toBe(true);
  });
});
