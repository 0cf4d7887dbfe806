import type { DomainView, MetadataView, PoolView, VolumeView } from './views.js';

// With two dashes in names, which are valid there, but not in an XML comment.
const DOMAIN: DomainView = {
  virtType: 'kvm',
  uuid: '00000000-0000-4000-8000-000000000001',
  name: 'sample--instance',
  memoryMiB: 1024,
  vcpus: 2,
  arch: 'x86_64',
  machine: 'q35',
  isUefi: true,
  isWindows: true,
  hasHyperV: true,
  diskBus: 'virtio',
  diskTarget: 'vda',
  nicModel: 'virtio',
  cpuMode: 'host-passthrough',
  diskPath: "/sample/it's a disk.qcow2",
  mac: '52:54:00:00:00:01',
  vncPassword: 'a-secret',
  poolPrefix: 'sample--pools',
  origin: 'created',
  createdAt: '2026-01-01T00:00:00.000Z',
  isProtected: true,
  flavourMemoryMiB: 1024,
  flavourVcpus: 2,
  flavourDiskGiB: 8,
  diskVolume: '00000000-0000-4000-8000-000000000001.qcow2',
  description: 'sample -- description',
  notes: 'sample -- notes\nof two lines',
  tags: ['sample--tag', 'another'],
  imageId: '00000000-0000-4000-8000-000000000002',
  imageName: 'sample--image',
  flavourName: 'sample--flavour',
  ports: [
    { protocol: 'tcp', guestPort: 80, hostAddress: '127.0.0.1', hostPort: 40_000 },
    { protocol: 'udp', guestPort: 53, hostAddress: '0.0.0.0', hostPort: 40_001 },
  ],
};

/** An instance that was adopted, or with an independent disk, without further metadata. */
const BARE = {
  origin: 'adopted',
  isProtected: false,
  imageId: '',
  imageName: '',
  flavourName: '',
  flavourDiskGiB: '',
  diskVolume: '',
  description: '',
  notes: '',
  tags: [],
  ports: [],
} as const;

/** Without KVM, UEFI and Windows. */
const PLAIN = {
  virtType: 'qemu',
  cpuMode: 'maximum',
  machine: 'pc',
  isUefi: false,
  isWindows: false,
  hasHyperV: false,
  diskBus: 'ide',
  diskTarget: 'hda',
  nicModel: 'e1000',
  vncPassword: '',
} as const;

const VOLUME: VolumeView = {
  name: 'sample--volume.qcow2',
  capacityBytes: 1_073_741_824,
  format: 'qcow2',
  compat: '1.1',
  mode: '0600',
  owner: { userId: 64055, groupId: 64055 },
  backing: { path: "/sample/it's an image.qcow2", format: 'qcow2' },
};

const POOL: PoolView = {
  name: 'sample--pool',
  path: "/sample/it's a folder",
  owner: { userId: 0, groupId: 64055 },
};

type Samples<View> = readonly [View, ...View[]];

/**
 * The views with which the templates are checked at the start. Each optional or empty field has a value in one sample and
 * none in another, so that all branches of a template are rendered.
 */
export const TEMPLATE_SAMPLES: {
  readonly domain: Samples<DomainView>;
  readonly metadata: Samples<MetadataView>;
  readonly volume: Samples<VolumeView>;
  readonly pool: Samples<PoolView>;
} = {
  domain: [
    DOMAIN,
    { ...DOMAIN, ports: DOMAIN.ports.slice(0, 1) },
    {
      ...DOMAIN,
      ...BARE,
      ...PLAIN,
    },
  ],
  metadata: [DOMAIN, { ...DOMAIN, ...BARE }],
  volume: [
    VOLUME,
    { ...VOLUME, format: 'raw', compat: undefined, owner: undefined, backing: undefined },
  ],
  pool: [POOL, { ...POOL, owner: undefined }],
};
