import { expect, it } from 'vitest';
import { readSource } from './device-source.js';
import { descend, parseXml } from './read.js';

const sourceOf = (device: string) => {
  const root = descend(parseXml(device));
  if (!root) throw new Error('no root');
  return readSource(root);
};

it.each([
  ['a file', "<disk type='file'><source file='/d/a.img'/></disk>", '/d/a.img'],
  [
    'a file with slices and a chain',
    "<disk type='file'><source file='/d/a.img'><slices><slice type='storage' offset='12' size='34'/></slices></source><backingStore type='file'><source file='/d/base'/></backingStore></disk>",
    '/d/a.img',
  ],
  ['a block device', "<disk type='block'><source dev='/dev/sdb'/></disk>", '/dev/sdb'],
  ['a folder', "<disk type='dir'><source dir='/some/files'/></disk>", '/some/files'],
  ['a volume', "<disk type='volume'><source pool='p' volume='v'/></disk>", 'p/v'],
  [
    'NBD without a name',
    "<disk type='network'><source protocol='nbd'><host name='store' port='10809'/></source></disk>",
    'nbd://store:10809',
  ],
  [
    'NBD at a socket',
    "<disk type='network'><source protocol='nbd' name='e'><host transport='unix' socket='/run/nbd'/></source></disk>",
    'nbd:///run/nbd/e',
  ],
  [
    'iSCSI',
    "<disk type='network'><source protocol='iscsi' name='iqn.2013-07.com.example:a/1'><host name='h' port='3260'/></source></disk>",
    'iscsi://h:3260/iqn.2013-07.com.example:a/1',
  ],
  [
    'RBD at two monitors',
    "<disk type='network'><source protocol='rbd' name='pool/img'><host name='a' port='6321'/><host name='b'/></source></disk>",
    'rbd://a:6321,b/pool/img',
  ],
  [
    'HTTP, without what may be a secret',
    "<disk type='network'><source protocol='https' name='/x.iso' query='token=1'><host name='w' port='443'/></source></disk>",
    'https://w:443/x.iso',
  ],
  ['a protocol alone', "<disk type='network'><source protocol='sheepdog'/></disk>", 'sheepdog://'],
  [
    'vhost-user',
    "<disk type='vhostuser'><source type='unix' path='/run/vhost.sock'/></disk>",
    '/run/vhost.sock',
  ],
  ['vDPA', "<disk type='vhostvdpa'><source dev='/dev/vhost-vdpa-0'/></disk>", '/dev/vhost-vdpa-0'],
  [
    'NVMe',
    "<disk type='nvme'><source type='pci' managed='yes' namespace='1'><address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/></source></disk>",
    '0000:01:00.0',
  ],
  [
    'a PCI device',
    "<hostdev type='pci'><source><address domain='0x0000' bus='0x06' slot='0x12' function='0x5'/></source><address type='pci' slot='0x01'/></hostdev>",
    '0000:06:12.5',
  ],
  [
    'a USB device by address',
    "<hostdev type='usb'><source><address bus='1' device='4'/></source></hostdev>",
    '1:4',
  ],
  [
    'a USB device by maker',
    "<hostdev type='usb'><source><vendor id='0x1d6b'/><product id='0x0002'/></source></hostdev>",
    '1d6b:0002',
  ],
  [
    'a mediated device',
    "<hostdev type='mdev'><source><address uuid='u-1'/></source></hostdev>",
    'u-1',
  ],
  [
    'a SCSI device',
    "<hostdev type='scsi'><source><adapter name='scsi_host0'/><address bus='0' target='3' unit='1'/></source></hostdev>",
    'scsi_host0 0:3:1',
  ],
  [
    'a character device',
    "<hostdev mode='capabilities' type='misc'><source><char>/dev/ipmi0</char></source></hostdev>",
    '/dev/ipmi0',
  ],
  ['an empty drive', "<disk type='file' device='cdrom'><target dev='sda'/></disk>", null],
  ['an empty drive with a policy', "<disk><source startupPolicy='optional'/></disk>", null],
])('%s', (_, device, source) => {
  expect(sourceOf(device)).toBe(source);
});
