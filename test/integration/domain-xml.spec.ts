import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METADATA_NAMESPACE, childrenOf, descend, parseXml } from '../../src/domain-xml/read.js';
import {
  renderDomain,
  renderMetadata,
  renderPool,
  renderVolume,
} from '../../src/domain-xml/templates.js';
import type { DomainView, PoolView, VolumeView } from '../../src/domain-xml/views.js';
import { run, virsh } from '../support/virsh.js';

const GOLDEN = 'test/fixtures/golden';

const DOMAIN: DomainView = {
  virtType: 'qemu',
  uuid: '6e0a5b0e-4b1f-4b0a-9d6e-0d1f6f1a2b3c',
  name: 'web-1',
  memoryMiB: 256,
  vcpus: 1,
  arch: 'x86_64',
  machine: 'q35',
  isUefi: false,
  isWindows: false,
  hasHyperV: false,
  diskBus: 'virtio',
  diskTarget: 'vda',
  nicModel: 'virtio',
  cpuMode: 'maximum',
  diskPath: '/var/lib/libvirt/images/picostack/disks/6e0a5b0e-4b1f-4b0a-9d6e-0d1f6f1a2b3c.qcow2',
  mac: '52:54:00:12:34:56',
  vncPassword: 'a-secret',
  poolPrefix: 'picostack',
  origin: 'created',
  createdAt: '2026-11-25T08:00:00.000Z',
  isProtected: false,
  flavourMemoryMiB: 256,
  flavourVcpus: 1,
  flavourDiskGiB: 10,
  diskVolume: '6e0a5b0e-4b1f-4b0a-9d6e-0d1f6f1a2b3c.qcow2',
  description: 'the shop <front>',
  notes: '',
  tags: ['web', 'shop'],
  imageId: '0b7c1a52-7a70-4f2e-8a53-90d0a1c7b1aa',
  imageName: 'debian-13',
  flavourName: 'tiny',
  ports: [
    { protocol: 'tcp', guestPort: 80, hostAddress: '127.0.0.1', hostPort: 40000 },
    { protocol: 'udp', guestPort: 53, hostAddress: '0.0.0.0', hostPort: 40001 },
  ],
};
const VOLUME: VolumeView = {
  name: '6e0a5b0e-4b1f-4b0a-9d6e-0d1f6f1a2b3c.qcow2',
  capacityBytes: 28_311_552,
  format: 'qcow2',
  mode: '0600',
};
const BACKING = {
  path: '/var/lib/libvirt/images/picostack/images/0b7c1a52-7a70-4f2e-8a53-90d0a1c7b1aa.qcow2',
  format: 'qcow2',
} as const;
const POOL: PoolView = { name: 'picostack-disks', path: '/var/lib/libvirt/images/picostack/disks' };
const QEMU_USER = { userId: 64_055, groupId: 64_055 };

/** The golden file of each template, the libvirt schema for it, and what the template renders. */
const CASES: readonly (readonly [string, string, string])[] = [
  ['domain.xml', 'domain', renderDomain(DOMAIN)],
  [
    'domain-kvm.xml',
    'domain',
    renderDomain({
      ...DOMAIN,
      vncPassword: '',
      virtType: 'kvm',
      cpuMode: 'host-passthrough',
      vcpus: 4,
      ports: [],
    }),
  ],
  [
    'domain-uefi-windows.xml',
    'domain',
    renderDomain({
      ...DOMAIN,
      vncPassword: '',
      virtType: 'kvm',
      cpuMode: 'host-passthrough',
      isUefi: true,
      isWindows: true,
      hasHyperV: true,
      diskBus: 'sata',
      diskTarget: 'sda',
      nicModel: 'e1000e',
    }),
  ],
  [
    'domain-legacy.xml',
    'domain',
    renderDomain({
      ...DOMAIN,
      vncPassword: '',
      machine: 'pc',
      diskBus: 'ide',
      diskTarget: 'hda',
      nicModel: 'e1000',
    }),
  ],
  ['volume-clone.xml', 'storagevol', renderVolume({ ...VOLUME, compat: '1.1', backing: BACKING })],
  ['volume-raw.xml', 'storagevol', renderVolume({ ...VOLUME, format: 'raw' })],
  ['volume-image.xml', 'storagevol', renderVolume({ ...VOLUME, mode: '0400', owner: QEMU_USER })],
  ['pool.xml', 'storagepool', renderPool(POOL)],
  ['pool-of-qemu.xml', 'storagepool', renderPool({ ...POOL, owner: { ...QEMU_USER, userId: 0 } })],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-xml-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Fail unless libvirt's schema accepts the XML. */
function validate(xml: string, schema: string): Promise<string> {
  const path = join(folder, 'rendered.xml');
  writeFileSync(path, xml);
  return run('virt-xml-validate', path, schema);
}

async function expectValid(xml: string, schema: string): Promise<void> {
  await expect(validate(xml, schema)).resolves.toBeDefined();
}

describe('a template', () => {
  // `npx vitest run --project integration domain-xml --update` updates the golden files.
  it.each(CASES)('renders the golden file %s', async (file, _, xml) => {
    await expect(xml).toMatchFileSnapshot(join('../..', GOLDEN, file));
  });

  it.each(CASES)('renders %s so that virt-xml-validate accepts it', async (_, schema, xml) => {
    await expectValid(xml, schema);
  });

  it('fails virt-xml-validate if it renders an unknown element', async () => {
    const wrong = renderDomain(DOMAIN).replace('<devices>', '<devices><device/>');
    await expect(validate(wrong, 'domain')).rejects.toThrow('device');
  });

  it('renders XML that libvirt accepts, and libvirt returns its metadata unchanged', async () => {
    const xml = renderDomain({ ...DOMAIN, name: `qa-${process.pid}-xml` });
    const path = join(folder, 'define.xml');
    writeFileSync(path, xml);
    await virsh('define', '--validate', path);
    try {
      const defined = await virsh('dumpxml', DOMAIN.uuid);
      const metadata = descend(parseXml(defined), 'metadata', 'picostack:instance');
      expect(metadata?.getAttribute('id')).toBe(DOMAIN.uuid);
      expect(metadata?.namespaceURI).toBe(METADATA_NAMESPACE);
      expect(metadata && childrenOf(metadata, 'picostack:port')).toHaveLength(0);
      expect(metadata?.getElementsByTagName('port')).toHaveLength(2);
      await expectValid(defined, 'domain');
    } finally {
      await virsh('undefine', DOMAIN.uuid);
    }
  });
});

describe('a hostile value', () => {
  const HOSTILE = [
    '</name><devices>',
    "'/><emulator>/bin/sh</emulator><x y='",
    '"&lt;',
    ']]>',
    '<!--',
    '&xxe;',
    '{{uuid}}',
    '{{{uuid}}}',
  ];

  it.each(HOSTILE)('stays text in every field: %s', (value) => {
    const views = { name: value, imageName: value, flavourName: value, diskPath: value };
    const document = parseXml(renderDomain({ ...DOMAIN, ...views }));
    expect(descend(document, 'name')?.textContent).toBe(value);
    expect(descend(document, 'devices', 'disk', 'source')?.getAttribute('file')).toBe(value);
    expect(document.getElementsByTagName('emulator')).toHaveLength(0);
    expect(document.getElementsByTagName('devices')).toHaveLength(1);
    const metadata = parseXml(renderMetadata({ ...DOMAIN, imageName: value }));
    expect(descend(metadata, 'image')?.getAttribute('name')).toBe(value);
    expect(
      descend(parseXml(renderPool({ ...POOL, path: value })), 'target', 'path')?.textContent,
    ).toBe(value);
  });

  it.each(['a\0b', 'a\u001bb', '\ud800', 'a\uffff', '\u0008'])(
    'that XML cannot contain is refused: %j',
    (value) => {
      expect(() => renderDomain({ ...DOMAIN, imageName: value })).toThrow('XML cannot contain');
      expect(() => renderVolume({ ...VOLUME, name: value })).toThrow('XML cannot contain');
      const port = { protocol: 'tcp', guestPort: 1, hostAddress: value, hostPort: 1 } as const;
      expect(() => renderMetadata({ ...DOMAIN, ports: [port] })).toThrow('XML cannot contain');
    },
  );

  it('that is missing causes an error instead of an empty element', () => {
    const { name: _, ...rest } = DOMAIN;
    expect(() => renderDomain(rest as DomainView)).toThrow('"name" not defined');
  });
});

it('every golden file is rendered by a case above', () => {
  expect(readdirSync(GOLDEN).toSorted()).toEqual(CASES.map(([file]) => file).toSorted());
});
