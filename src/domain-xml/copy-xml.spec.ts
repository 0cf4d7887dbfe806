import { expect, it } from 'vitest';
import { copyingDomainXml, copyTargetXml } from './copy-xml.js';
import { parseXml, textAt } from './read.js';

it('renders the domain that copies a disk', () => {
  const xml = copyingDomainXml({
    virtType: 'qemu',
    uuid: 'u1',
    name: 'picostack-copy-u1',
    sourceName: 'web-1',
    arch: 'x86_64',
    machine: 'q35',
    diskPath: `/pool/a&"b'<c>.qcow2`,
  });
  expect(xml).toBe(`<domain type="qemu">
  <name>picostack-copy-u1</name>
  <uuid>u1</uuid>
  <title>picostack copies the disk of web-1: paused, and gone when the copy is done</title>
  <memory unit="MiB">64</memory>
  <vcpu>1</vcpu>
  <os>
    <type arch="x86_64" machine="q35">hvm</type>
  </os>
  <on_poweroff>destroy</on_poweroff>
  <on_reboot>destroy</on_reboot>
  <on_crash>destroy</on_crash>
  <devices>
    <disk type="file" device="disk">
      <driver name="qemu" type="qcow2"/>
      <source file="/pool/a&amp;&quot;b'&lt;c&gt;.qcow2"/>
      <target dev="vda" bus="virtio"/>
    </disk>
    <controller type="usb" model="none"/>
    <memballoon model="none"/>
  </devices>
</domain>`);
  expect(textAt(parseXml(xml), 'name')).toBe('picostack-copy-u1');
});

it('renders the destination of a copy, with its format', () => {
  expect(copyTargetXml('/pool/new.qcow2')).toBe(`<disk type="file">
  <driver type="qcow2"/>
  <source file="/pool/new.qcow2"/>
</disk>`);
});
