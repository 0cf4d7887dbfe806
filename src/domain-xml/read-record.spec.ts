import { describe, expect, it } from 'vitest';
import { readRecord } from './read-record.js';
import { renderDomain } from './templates.js';
import type { DomainView } from './views.js';

const VIEW: DomainView = {
  virtType: 'qemu',
  uuid: '6e0a5b0e-4b1f-4b0a-9d6e-0d1f6f1a2b3c',
  name: 'web-1',
  memoryMiB: 256,
  vcpus: 2,
  arch: 'x86_64',
  machine: 'q35',
  cpuMode: 'maximum',
  diskPath: '/pools/disks/web-1.qcow2',
  mac: '52:54:00:12:34:56',
  poolPrefix: 'picostack',
  origin: 'created',
  createdAt: '2026-11-25T08:00:00.000Z',
  isProtected: true,
  imageId: '0b7c1a52-7a70-4f2e-8a53-90d0a1c7b1aa',
  imageName: 'debian-13',
  flavourName: 'tiny',
  flavourMemoryMiB: 512,
  flavourVcpus: 1,
  diskVolume: 'web-1.qcow2',
  description: 'the <shop>',
  notes: 'two\nlines',
  tags: ['web', 'shop'],
  ports: [{ protocol: 'udp', guestPort: 53, hostAddress: '0.0.0.0', hostPort: 40001 }],
};

describe('the record in a domain', () => {
  it('is what was rendered', () => {
    const { virtType, arch, machine, cpuMode, diskPath, ...record } = VIEW;
    void [virtType, arch, machine, cpuMode, diskPath];
    expect(readRecord(renderDomain(VIEW))).toEqual(record);
  });

  it('is the same when libvirt has put its prefix to every element of it', () => {
    const names = 'record image flavour disk description notes tag port'.split(' ');
    const [before = '', mark = '', after = ''] = renderDomain(VIEW).split(
      /(?=<picostack)|(?=<memory)/,
    );
    const prefixed = names.reduce(
      (xml, name) =>
        xml
          .replaceAll(`<${name} `, `<picostack:${name} `)
          .replaceAll(`<${name}>`, `<picostack:${name}>`)
          .replaceAll(`</${name}>`, `</picostack:${name}>`),
      mark,
    );
    expect(prefixed).toContain('<picostack:record ');
    expect(readRecord(before + prefixed + after)).toEqual(readRecord(renderDomain(VIEW)));
  });

  it('has the size that the domain has now, in whatever unit', () => {
    const xml = renderDomain(VIEW).replace("unit='MiB'>256<", "unit='KiB'>524288<");
    expect(readRecord(xml)).toMatchObject({ memoryMiB: 512, flavourMemoryMiB: 512 });
  });

  it.each([
    [
      "is none in a stranger's domain",
      (xml: string) => xml.replace(/<metadata>[^]*<\/metadata>/, ''),
    ],
    [
      'is none in a copy under another UUID',
      (xml: string) =>
        xml.replace(`<uuid>${VIEW.uuid}`, '<uuid>11111111-1111-4111-8111-111111111111'),
    ],
  ])('%s', (_, change) => {
    expect(readRecord(change(renderDomain(VIEW)))).toBeUndefined();
  });
});
