import type { Document } from '@xmldom/xmldom';
import { descend, parseXml } from './read.js';
import type { DomainView } from './views.js';
import { serializeXml } from './write.js';

// These are not templates: users have no reason to change a domain that only exists during a copy.

const COPYING_DOMAIN = `<domain>
  <name/>
  <uuid/>
  <title/>
  <memory unit='MiB'>64</memory>
  <vcpu>1</vcpu>
  <os>
    <type>hvm</type>
  </os>
  <on_poweroff>destroy</on_poweroff>
  <on_reboot>destroy</on_reboot>
  <on_crash>destroy</on_crash>
  <devices>
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2'/>
      <source/>
      <target dev='vda' bus='virtio'/>
    </disk>
    <controller type='usb' model='none'/>
    <memballoon model='none'/>
  </devices>
</domain>`;

const TARGET = `<disk type='file'>
  <driver type='qcow2'/>
  <source/>
</disk>`;

/** A domain that never runs, and whose QEMU copies a disk. */
export type CopyingDomainView = Pick<
  DomainView,
  'virtType' | 'uuid' | 'name' | 'arch' | 'machine' | 'diskPath'
> & { readonly sourceName: string };

/** Render the domain whose QEMU copies the disk of a stopped guest. */
export function copyingDomainXml(view: CopyingDomainView): string {
  const document = parseXml(COPYING_DOMAIN);
  const title = `picostack copies the disk of ${view.sourceName}: paused, and gone when the copy is done`;
  setText(document, ['name'], view.name);
  setText(document, ['uuid'], view.uuid);
  setText(document, ['title'], title);
  setAttribute(document, [], 'type', view.virtType);
  setAttribute(document, ['os', 'type'], 'arch', view.arch);
  setAttribute(document, ['os', 'type'], 'machine', view.machine);
  setAttribute(document, ['devices', 'disk', 'source'], 'file', view.diskPath);
  return serializeXml(document);
}

/** Render the destination of a copy for virDomainBlockCopy: a qcow2 file. */
export function copyTargetXml(path: string): string {
  const document = parseXml(TARGET);
  setAttribute(document, ['source'], 'file', path);
  return serializeXml(document);
}

function setText(document: Document, path: readonly string[], text: string): void {
  const element = descend(document, ...path);
  if (element) element.textContent = text;
}

function setAttribute(
  document: Document,
  path: readonly string[],
  name: string,
  value: string,
): void {
  descend(document, ...path)?.setAttribute(name, value);
}
