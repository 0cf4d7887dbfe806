import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as libvirt from '../src/index.js';
import type { Connection, Domain, Network } from '../src/index.js';
import { tinyImage } from '../../../test/support/tiny-image-file.js';
import { eventually } from '../../../test/support/wait.js';
import { canHaveSystemLibvirtd, SystemLibvirtd } from './support/system-libvirtd.js';

const LIMIT_MS = 90_000;
const MAC = '52:54:00:4e:4c:01';
// The only address in the DHCP range, from a block that is reserved for documentation (RFC 5737).
const ADDRESS = '192.0.2.57';
const NETWORK = `<network><name>leases</name><bridge name='nl-leases'/>
  <ip address='192.0.2.1' netmask='255.255.255.0'>
    <dhcp><range start='${ADDRESS}' end='${ADDRESS}'/></dhcp></ip></network>`;

const xml = (disk: string): string => `<domain type='qemu'><name>tenant</name>
  <memory unit='MiB'>256</memory><vcpu>1</vcpu><os><type arch='x86_64'>hvm</type></os>
  <features><acpi/></features><devices>
  <disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${disk}'/>
    <target dev='vda' bus='virtio'/></disk>
  <interface type='network'><mac address='${MAC}'/><source network='leases'/>
    <model type='virtio'/><filterref filter='clean-traffic'/></interface>
  <serial type='pty'/></devices></domain>`;

let folder: string;
let libvirtd: SystemLibvirtd;
let connection: Connection;
let network: Network;
let domain: Domain;

// A private system daemon needs root and namespaces.
describe.skipIf(!canHaveSystemLibvirtd)('a guest in a network with a DHCP server', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'node-libvirt-leases-'));
    // QEMU runs as another user. libvirt gives that user access to the disk, but not to its folder.
    await chmod(folder, 0o755);
    const disk = join(folder, 'disk.raw');
    await copyFile((await tinyImage()).path, disk);
    libvirtd = await SystemLibvirtd.start({ ownNetwork: true });
    connection = await libvirtd.connect();
    network = await connection.networkCreateXML(NETWORK);
    domain = await connection.domainCreateXML(xml(disk));
  });

  afterAll(async () => {
    await connection?.close();
    await libvirtd?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('has a network port whose bandwidth can be limited', async () => {
    const [port] = await network.listAllPorts();
    expect(port?.networkUuid).toBe(network.uuid);
    const found = await network.portLookupByUUID(port?.uuid ?? '');
    const description = await found.getXMLDesc();
    expect(description).toContain(MAC);
    expect(description).toContain(domain.uuid);
    const average = libvirt.VIR_NETWORK_PORT_BANDWIDTH_IN_AVERAGE;
    expect(await found.getParameters()).toEqual({});
    await found.setParameters({ [average]: 1_000 });
    expect((await found.getParameters())[average]).toBe(1_000);
    await expect(
      network.portLookupByUUID('00000000-0000-0000-0000-000000000000'),
    ).rejects.toMatchObject({ code: libvirt.VIR_ERR_NO_NETWORK_PORT });
  });

  it('has a filter bound to its interface', async () => {
    const [binding] = await connection.listAllNWFilterBindings();
    expect(binding?.filterName).toBe('clean-traffic');
    const found = await connection.nwFilterBindingLookupByPortDev(binding?.portDev ?? '');
    const description = await found.getXMLDesc();
    expect(description).toContain(`<mac address='${MAC}'/>`);
    expect(description).toContain("<filterref filter='clean-traffic'>");
  });

  it('gets an address, which the network and the domain report', async () => {
    const lease = await eventually(
      'the lease',
      LIMIT_MS,
      async () => (await network.getDHCPLeases())[0],
    );
    expect(lease).toMatchObject({
      iface: 'nl-leases',
      type: libvirt.VIR_IP_ADDR_TYPE_IPV4,
      mac: MAC,
      ipaddr: ADDRESS,
      prefix: 24,
    });
    expect(lease.expirytime).toBeGreaterThan(Date.now() / 1000);
    expect(await network.getDHCPLeases(MAC)).toEqual([lease]);
    expect(await network.getDHCPLeases('52:54:00:00:00:00')).toEqual([]);
    const [iface] = await domain.interfaceAddresses(
      libvirt.VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE,
    );
    expect(iface).toMatchObject({
      hwaddr: MAC,
      addrs: [{ type: libvirt.VIR_IP_ADDR_TYPE_IPV4, addr: ADDRESS, prefix: 24 }],
    });
  });

  it('has no port and no filter binding after it has stopped', async () => {
    await domain.destroy();
    expect(await network.listAllPorts()).toEqual([]);
    expect(await connection.listAllNWFilterBindings()).toEqual([]);
    await network.destroy();
    expect(await connection.listAllNetworks()).toEqual([]);
  });
});
