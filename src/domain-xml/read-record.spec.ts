import { describe, expect, it } from 'vitest';
import { replaceDisk } from './disks.js';
import { readMetadata, readRecord } from './read-record.js';
import { renderDomain, renderMetadata } from './templates.js';
import type { DomainView } from './views.js';

const VIEW: DomainView = {
  virtType: 'qemu',
  uuid: '6e0a5b0e-4b1f-4b0a-9d6e-0d1f6f1a2b3c',
  name: 'web-1',
  memoryMiB: 256,
  vcpus: 2,
  arch: 'x86_64',
  machine: 'q35',
  isUefi: false,
  isWindows: false,
  hasHyperV: false,
  diskBus: 'virtio',
  diskTarget: 'vda',
  nicModel: 'virtio',
  cpuMode: 'maximum',
  diskPath: '/pools/disks/web-1.qcow2',
  mac: '52:54:00:12:34:56',
  vncPassword: 'a-secret',
  poolPrefix: 'picostack',
  origin: 'created',
  createdAt: '2026-11-25T08:00:00.000Z',
  isProtected: true,
  imageId: '0b7c1a52-7a70-4f2e-8a53-90d0a1c7b1aa',
  imageName: 'debian-13',
  flavourName: 'tiny',
  flavourMemoryMiB: 512,
  flavourVcpus: 1,
  flavourDiskGiB: 8,
  diskVolume: 'web-1.qcow2',
  description: 'the <shop>',
  notes: 'two\nlines',
  tags: ['web', 'shop'],
  ports: [{ protocol: 'udp', guestPort: 53, hostAddress: '0.0.0.0', hostPort: 40001 }],
};

const METADATA = {
  poolPrefix: 'picostack',
  origin: 'created',
  createdAt: '2026-11-25T08:00:00.000Z',
  isProtected: 'true',
  imageId: VIEW.imageId,
  imageName: 'debian-13',
  flavourName: 'tiny',
  flavourMemoryMiB: '512',
  flavourVcpus: '1',
  flavourDiskGiB: '8',
  diskVolume: 'web-1.qcow2',
  description: 'the <shop>',
  notes: 'two\nlines',
  tags: ['web', 'shop'],
  ports: [{ protocol: 'udp', guestPort: '53', hostAddress: '0.0.0.0', hostPort: '40001' }],
};

const NAMES = 'record image flavour disk description notes tag port'.split(' ');

/** The metadata with a prefix for each element, as libvirt rewrites it. */
function withPrefix(xml: string, prefix: string): string {
  const [before = '', mark = '', after = ''] = xml.split(/(?=<picostack)|(?=<memory)/);
  return (
    before +
    NAMES.reduce(
      (text, name) =>
        text
          .replaceAll(`<${name} `, `<${prefix}:${name} `)
          .replaceAll(`<${name}>`, `<${prefix}:${name}>`)
          .replaceAll(`</${name}>`, `</${prefix}:${name}>`),
      mark,
    )
      .replace('xmlns:picostack=', `xmlns:${prefix}=`)
      .replaceAll(/(<\/?)picostack:/g, `$1${prefix}:`) +
    after
  );
}

/** The metadata in a default namespace. */
const withDefault = (xml: string): string =>
  xml.replaceAll(/(<\/?)picostack:/g, '$1').replace('xmlns:picostack=', 'xmlns=');

describe('the record in a domain', () => {
  it('equals the rendered one', () => {
    expect(readRecord(renderDomain(VIEW))).toEqual({
      uuid: VIEW.uuid,
      name: 'web-1',
      memoryMiB: 256,
      vcpus: 2,
      mac: VIEW.mac,
      nicType: 'user',
      diskFiles: [VIEW.diskPath],
      metadata: METADATA,
      hasUnknownMetadata: false,
    });
  });

  it('can be read without the domain, with carriage returns', () => {
    expect(readMetadata(renderMetadata(VIEW))).toEqual(METADATA);
    const notes = 'a\r\nb\rc';
    expect(readMetadata(renderMetadata({ ...VIEW, notes }))).toEqual({ ...METADATA, notes });
  });

  it.each<[string, (xml: string) => string]>([
    ['with the prefix of picostack everywhere', (xml) => withPrefix(xml, 'picostack')],
    ['with another prefix', (xml) => withPrefix(xml, 'ns0')],
    ['in a default namespace', withDefault],
    [
      'behind other metadata that has such elements, too',
      (xml) =>
        xml.replace(
          '<metadata>',
          `<metadata><!-- x --><mine:box xmlns:mine='urn:mine'><p:instance xmlns:p='urn:picostack:instance:1' id='1'><disk volume='wrong'/></p:instance><disk volume='wrong'/></mine:box>`,
        ),
    ],
    [
      "with another program's element inside",
      (xml) => xml.replace('<disk volume', "<x:disk xmlns:x='urn:x' volume='wrong'/><disk volume"),
    ],
    ['with comments and white space', (xml) => xml.replaceAll('<image ', '<!-- a -->\n\t<image ')],
    ['with CDATA', (xml) => xml.replace('the &lt;shop&gt;', '<![CDATA[the <sh]]><![CDATA[op>]]>')],
    [
      'with its attributes in another order',
      (xml) => xml.replace(/<image (id='[^']*') (name='[^']*')/, '<image $2 $1'),
    ],
  ])('is the same %s', (_, change) => {
    const xml = renderDomain(VIEW);
    expect(change(xml)).not.toBe(xml);
    expect(readRecord(change(xml)).metadata).toEqual(METADATA);
  });

  it('has the current size of the domain, in any unit', () => {
    const xml = renderDomain(VIEW).replace("unit='MiB'>256<", "unit='KiB'>524288<");
    expect(readRecord(xml)).toMatchObject({
      memoryMiB: 512,
      metadata: { flavourMemoryMiB: '512' },
    });
  });

  it.each([
    [
      'is missing in a foreign domain',
      (xml: string) => xml.replace(/<metadata>[^]*<\/metadata>/, ''),
    ],
    [
      'is missing in a copy with another UUID',
      (xml: string) =>
        xml.replace(`<uuid>${VIEW.uuid}`, '<uuid>11111111-1111-4111-8111-111111111111'),
    ],
    [
      'is missing in the namespace of another version, which is reported',
      (xml: string) => xml.replace('urn:picostack:instance:1', 'urn:picostack:instance:2'),
      true,
    ],
  ])('%s', (_, change, hasUnknownMetadata = false) => {
    expect(readRecord(change(renderDomain(VIEW)))).toMatchObject({
      metadata: undefined,
      hasUnknownMetadata,
    });
  });

  it('is written by a disk swap with the prefix that it has', () => {
    for (const change of [String, (xml: string) => withPrefix(xml, 'ns0'), withDefault]) {
      const edited = replaceDisk(change(renderDomain(VIEW)), {
        from: VIEW.diskPath,
        to: '/pools/disks/web-1-2.qcow2',
        volume: 'web-1-2.qcow2',
        image: { id: 'other', name: 'tiny' },
      });
      expect(readRecord(edited ?? '')).toMatchObject({
        diskFiles: ['/pools/disks/web-1-2.qcow2'],
        metadata: {
          ...METADATA,
          diskVolume: 'web-1-2.qcow2',
          imageId: 'other',
          imageName: 'tiny',
        },
      });
    }
  });

  it('is written if a part was missing, and once if it was duplicated', () => {
    const change = {
      from: VIEW.diskPath,
      to: '/pools/disks/2.qcow2',
      volume: '2.qcow2',
      image: { id: 'other', name: 'tiny' },
    };
    const xml = renderDomain(VIEW)
      .replace(/<image [^>]*>/, '')
      .replace('<disk volume=', "<disk volume='1.qcow2'/><disk volume=");
    const edited = replaceDisk(xml, change) ?? '';
    expect(readRecord(edited).metadata).toMatchObject({ diskVolume: '2.qcow2', imageId: 'other' });
    expect(edited.match(/volume=/g)).toHaveLength(1);
  });
});
