import { describe, expect, it } from 'vitest';
import { withHostName } from './edit.js';

const domain = (serial: string): string =>
  `<domain type="qemu">
  <name>web-1</name>
  <metadata><other:thing xmlns:other="urn:other:1">a &lt; b</other:thing></metadata>
  <sysinfo type="smbios">
    <bios><entry name="vendor">web-1</entry></bios>
    <system><entry name="manufacturer">ds=nocloud;h=web-1</entry><entry name="serial">${serial}</entry></system>
  </sysinfo>
  <qemu:commandline xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0"><qemu:arg value="-s"/></qemu:commandline>
</domain>`;

describe("the guest's host name", () => {
  it('is changed, and nothing else', () => {
    expect(withHostName(domain('ds=nocloud;h=web-1'), 'web-1', 'shop')).toBe(
      domain('ds=nocloud;h=shop'),
    );
  });

  it('is changed among settings of an operator', () => {
    expect(withHostName(domain('ds=nocloud;h=web-1;s=http://x/web-1/'), 'web-1', 'shop')).toBe(
      domain('ds=nocloud;h=shop;s=http://x/web-1/'),
    );
  });

  it.each([
    'ds=nocloud;h=web-10',
    'ds=nocloud;h=their-own',
    'ds=nocloud;local-hostname=web-1',
    'ABC-123',
    'h=web-1',
    '',
  ])('stays where it is not picostack that wrote it: %s', (serial) => {
    expect(withHostName(domain(serial), 'web-1', 'shop')).toBeUndefined();
  });

  it('does not exist in a domain without a serial number', () => {
    expect(withHostName('<domain><name>web-1</name></domain>', 'web-1', 'shop')).toBeUndefined();
  });
});
