import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Connection,
  type Domain,
  VIR_DOMAIN_AFFECT_CONFIG,
  VIR_DOMAIN_AFFECT_LIVE,
  VIR_DOMAIN_BLOCK_RESIZE_BYTES,
  VIR_DOMAIN_START_PAUSED,
  VIR_NETWORK_EVENT_DEFINED,
  VIR_NETWORK_EVENT_ID_LIFECYCLE,
  VIR_NETWORK_EVENT_STARTED,
  VIR_NETWORK_EVENT_STOPPED,
  VIR_NETWORK_EVENT_UNDEFINED,
  VIR_SECRET_EVENT_ID_LIFECYCLE,
  VIR_SECRET_EVENT_ID_VALUE_CHANGED,
  VIR_SECRET_USAGE_TYPE_VOLUME,
} from '../src/index.js';

const NAME = `qa-${process.pid}-nl-surface`;

describe('test:///default', () => {
  let connection: Connection;
  let domain: Domain;
  beforeAll(async () => {
    connection = await Connection.open('test:///default');
    domain = await connection.domainLookupByName('test');
  });
  afterAll(async () => {
    await connection.close();
  });

  it('supports snapshots', async () => {
    const xml = (name: string): string => `<domainsnapshot><name>${name}</name></domainsnapshot>`;
    const first = await domain.snapshotCreateXML(xml('first'));
    const second = await domain.snapshotCreateXML(xml('second'));
    expect(await domain.snapshotNum()).toBe(2);
    expect(await domain.hasCurrentSnapshot()).toBe(true);
    expect((await domain.snapshotCurrent()).name).toBe('second');
    expect((await second.getParent()).name).toBe('first');
    expect(await first.numChildren()).toBe(1);
    expect((await first.listAllChildren()).map(({ name }) => name)).toEqual(['second']);
    expect((await domain.listAllSnapshots()).length).toBe(2);
    expect(await first.isCurrent()).toBe(false);
    expect(await first.getXMLDesc()).toContain('first');
    await first.revert();
    expect(await first.isCurrent()).toBe(true);
    await (await domain.snapshotLookupByName('second')).delete();
    await first.delete();
    expect(await domain.snapshotNum()).toBe(0);
  });

  it('supports virtual CPUs and memory', async () => {
    expect(await domain.getMaxVcpus()).toBe(2);
    expect(await domain.getVcpusFlags()).toBe(2);
    const { info, cpumaps } = await domain.getVcpus(2, 2);
    expect(info.map(({ number }) => number)).toEqual([0, 1]);
    expect(cpumaps.length).toBe(4);
    await domain.pinVcpu(0, Buffer.from([0b101, 0]));
    expect((await domain.getVcpuPinInfo(2, 2)).cpumaps[0]).toBe(0b101);
    expect(await domain.getMaxMemory()).toBe(8_388_608);
    await domain.setMemory(1_048_576);
    expect((await domain.getInfo()).memoryKiB).toBe(1_048_576);
    expect(await domain.getMemoryParameters()).toHaveProperty('hard_limit');
    const scheduler = await domain.getSchedulerType();
    expect(scheduler.type).toBe('fair');
    expect({ ...(await domain.getSchedulerParameters()) }).toEqual({ weight: 50 });
    await domain.setSchedulerParameters({ weight: 60 });
    const [total] = await domain.getCPUStats();
    expect(typeof total?.['cpu_time']).toBe('bigint');
  });

  it('supports queries of the guest', async () => {
    expect((await domain.getTime()).seconds).toBeGreaterThan(0);
    await domain.setUserPassword('root', 'x');
    expect(await domain.getHostname()).not.toBe('');
    expect((await domain.getFSInfo()).length).toBe(2);
    expect(await domain.fsFreeze()).toBe(2);
    expect(await domain.fsThaw()).toBe(2);
    const [address] = await domain.interfaceAddresses();
    expect(address?.addrs[0]?.addr).toMatch(/^\d+\./);
  });

  it('supports networks', async () => {
    const seen: number[] = [];
    await using events = await connection.networkEvents(VIR_NETWORK_EVENT_ID_LIFECYCLE);
    const network = await connection.networkDefineXML(
      `<network><name>${NAME}</name><bridge name='nlv0'/></network>`,
    );
    await network.create();
    expect(await network.getBridgeName()).toBe('nlv0');
    expect(await network.isActive()).toBe(true);
    await network.destroy();
    await network.undefine();
    for await (const { network: from, event } of events) {
      expect(from.uuid).toBe(network.uuid);
      seen.push(event);
      if (seen.length === 4) {
        break;
      }
    }
    expect(seen).toEqual([
      VIR_NETWORK_EVENT_DEFINED,
      VIR_NETWORK_EVENT_STARTED,
      VIR_NETWORK_EVENT_STOPPED,
      VIR_NETWORK_EVENT_UNDEFINED,
    ]);
    const [standard] = await connection.listAllNetworks();
    expect(standard?.name).toBe('default');
    expect((await connection.networkLookupByUUID(standard?.uuid ?? '')).name).toBe('default');
  });

  it('supports interfaces and devices of the host', async () => {
    const [eth1] = await connection.listAllInterfaces();
    expect(eth1).toMatchObject({ name: 'eth1', mac: 'aa:bb:cc:dd:ee:ff' });
    expect(await eth1?.isActive()).toBe(true);
    const device = await connection.nodeDeviceLookupByName('computer');
    expect(await device.getXMLDesc()).toContain('<name>computer</name>');
    expect(await device.listCaps()).toContain('system');
    expect((await connection.listAllNodeDevices()).length).toBeGreaterThan(1);
  });

  it('supports managed save images, and queries of the host', async () => {
    expect(await domain.hasManagedSaveImage()).toBe(false);
    expect((await connection.nodeGetCellsFreeMemory(0, 2)).length).toBe(2);
    expect((await connection.nodeGetCPUMap()).ret).toBeGreaterThan(0);
    expect((await connection.getCPUModelNames('x86_64')).length).toBeGreaterThan(10);
    expect(await connection.nodeGetCPUStats()).toHaveProperty('user');
    expect(await connection.getMaxVcpus()).toBe(32);
    expect(await connection.getSysinfo()).toContain("<sysinfo type='smbios'>");
  });

  it('supports checkpoints', async () => {
    const xml =
      '<domaincheckpoint><name>c1</name><disks><disk name="vda"/></disks></domaincheckpoint>';
    const first = await domain.checkpointCreateXML(xml);
    const second = await domain.checkpointCreateXML(xml.replace('c1', 'c2'));
    expect((await second.getParent()).name).toBe('c1');
    expect((await first.listAllChildren()).map(({ name }) => name)).toEqual(['c2']);
    expect((await domain.listAllCheckpoints()).length).toBe(2);
    expect(await first.getXMLDesc()).toContain('c1');
    await second.delete();
    await (await domain.checkpointLookupByName('c1')).delete();
    expect(await domain.listAllCheckpoints()).toEqual([]);
  });
});

describe('qemu:///system', () => {
  let connection: Connection;
  beforeAll(async () => {
    connection = await Connection.open('qemu:///system');
  });
  afterAll(async () => {
    await connection.close();
  });

  it('supports secrets, with events', async () => {
    const changed = await connection.secretEvents(VIR_SECRET_EVENT_ID_VALUE_CHANGED);
    const lifecycle = await connection.secretEvents(VIR_SECRET_EVENT_ID_LIFECYCLE);
    const secret = await connection.secretDefineXML(
      `<secret ephemeral='yes' private='no'><usage type='volume'><volume>/${NAME}</volume></usage></secret>`,
    );
    await secret.setValue(Buffer.from('open sesame'));
    expect((await secret.getValue()).toString()).toBe('open sesame');
    const found = await connection.secretLookupByUsage(VIR_SECRET_USAGE_TYPE_VOLUME, `/${NAME}`);
    expect(found.uuid).toBe(secret.uuid);
    expect((await connection.listAllSecrets()).map(({ uuid }) => uuid)).toContain(secret.uuid);
    await secret.undefine();
    expect((await changed.next()).value?.secret.uuid).toBe(secret.uuid);
    expect((await lifecycle.next()).value).toMatchObject({ event: 0 });
    expect((await lifecycle.next()).value).toMatchObject({ event: 1 });
    await changed.unsubscribe();
    await lifecycle.unsubscribe();
  });

  it('supports network filters', async () => {
    const filter = await connection.nwFilterDefineXML(
      `<filter name='${NAME}'><rule action='accept' direction='in'/></filter>`,
    );
    expect((await connection.nwFilterLookupByName(NAME)).uuid).toBe(filter.uuid);
    expect((await connection.listAllNWFilters()).map(({ name }) => name)).toContain(NAME);
    await filter.undefine();
    expect(Array.isArray(await connection.listAllNWFilterBindings())).toBe(true);
  });

  it('supports disks, limits, jobs and monitor events of a domain', async () => {
    const domain = await connection.domainCreateXML(
      `<domain type='qemu'><name>${NAME}</name><memory unit='MiB'>32</memory>
       <vcpu current='1'>2</vcpu><iothreads>1</iothreads>
       <os><type arch='x86_64'>hvm</type></os>
       <devices><emulator>/usr/bin/qemu-system-x86_64</emulator>
       <disk type='file' device='cdrom'><driver name='qemu' type='raw'/>
       <target dev='sda' bus='sata'/><readonly/></disk><memballoon model='virtio'/></devices></domain>`,
      VIR_DOMAIN_START_PAUSED,
    );
    try {
      const monitor = await connection.qemuMonitorEvents({ of: domain });
      await domain.resume();
      const { value } = await monitor.next();
      expect(value).toMatchObject({ event: 'RESUME' });
      await monitor.unsubscribe();
      expect(await domain.getBlockJobInfo('sda')).toMatchObject({ found: 0 });
      expect(await domain.getDiskErrors()).toEqual([]);
      expect((await domain.getIOThreadInfo()).map(({ iothread_id: id }) => id)).toEqual([1]);
      expect(await domain.getJobInfo()).toMatchObject({ type: 0 });
      expect(await domain.getJobStats()).toMatchObject({ type: 0 });
      expect((await domain.memoryStats()).size).toBeGreaterThan(0);
      expect(await domain.getBlkioParameters(VIR_DOMAIN_AFFECT_CONFIG).catch(() => 'none')).toBe(
        'none',
      );
      expect(await domain.getNumaParameters(VIR_DOMAIN_AFFECT_LIVE)).toHaveProperty('numa_mode');
      expect(await domain.getControlInfo()).toMatchObject({ state: 0 });
      expect(await domain.migrateGetMaxDowntime()).toBe(300);
      await domain.sendKey(0, 50, [28]);
      await domain.injectNMI();
      await expect(
        domain.blockResize('sda', 1, VIR_DOMAIN_BLOCK_RESIZE_BYTES),
      ).rejects.toMatchObject({ procedure: 'domainBlockResize' });
      await expect(domain.qemuAgentCommand('{"execute":"guest-ping"}', 1)).rejects.toMatchObject({
        procedure: 'qemuDomainAgentCommand',
      });
      expect(await domain.getMessages()).toEqual([]);
    } finally {
      await domain.destroy();
    }
  });
});
