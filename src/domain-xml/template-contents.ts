import type { Document, Element } from '@xmldom/xmldom';
import { METADATA_NAMESPACE, METADATA_PREFIX, childrenOf, descend, textAt } from './read.js';
import type { DomainView, MetadataView, PoolView, VolumeView } from './views.js';

/** A missing part of a rendered template that picostack relies on. */
export interface ContentProblem {
  /** The element without it. */
  readonly at: Element;
  readonly message: string;
}

/** Collects the problems below a root element. */
class Contents {
  readonly problems: ContentProblem[] = [];

  constructor(readonly root: Element) {}

  /** Require the text of an element, once; `field` is the field that the template must use. */
  text(path: readonly string[], expected: string, field: string): void {
    const parent = this.parentOf(path);
    const name = path.at(-1) ?? '';
    const found = parent ? childrenOf(parent, name) : [];
    if (!parent || found.length === 0) return this.missing(path, `with {{${field}}}`);
    if (found.length > 1) return this.wrong(parent, `has ${found.length} <${name}>; it takes one`);
    if (textAt(parent, name) !== expected) {
      this.wrong(found[0] ?? parent, `does not hold {{${field}}}`);
    }
  }

  attribute(element: Element, name: string, expected: string, field: string): void {
    if (element.getAttribute(name) !== expected) {
      this.wrong(element, `needs ${name}='{{${field}}}'`);
    }
  }

  /** Return the element at the end of a path; a missing one is a problem. */
  element(...path: string[]): Element | undefined {
    const found = descend(this.root, ...path);
    if (!found) this.missing(path, '');
    return found;
  }

  wrong(at: Element, message: string): void {
    this.problems.push({ at, message: `<${at.nodeName}> ${message}` });
  }

  private missing(path: readonly string[], suffix: string): void {
    const depth = path.findIndex((_, index) => !descend(this.root, ...path.slice(0, index + 1)));
    const parent = descend(this.root, ...path.slice(0, depth)) ?? this.root;
    this.wrong(parent, `has no <${path[depth] ?? ''}> ${suffix}`.trimEnd());
  }

  private parentOf(path: readonly string[]): Element | undefined {
    return descend(this.root, ...path.slice(0, -1));
  }
}

/** Check the parts of a domain by which picostack finds it again, and with which it runs from the right disk. */
export function checkDomain(document: Document, view: DomainView): ContentProblem[] {
  return checkRoot(document, 'domain', (contents) => {
    contents.text(['name'], view.name, 'name');
    contents.text(['uuid'], view.uuid, 'uuid');
    const own = contents.element('metadata', `${METADATA_PREFIX}:instance`);
    if (own) {
      if (own.namespaceURI !== METADATA_NAMESPACE) {
        contents.wrong(own, `needs xmlns:${METADATA_PREFIX}='${METADATA_NAMESPACE}'`);
      }
      checkInstance(contents, own, view);
    }
    const devices = contents.element('devices');
    if (devices) checkDevices(contents, devices, view);
  });
}

function checkDevices(contents: Contents, devices: Element, view: DomainView): void {
  const disk = childrenOf(devices, 'disk').find(
    (each) => descend(each, 'source')?.getAttribute('file') === view.diskPath,
  );
  if (!disk) {
    contents.wrong(devices, "has no <disk> with <source file='{{diskPath}}'/>");
  } else if (descend(disk, 'driver')?.getAttribute('type') !== 'qcow2') {
    // Otherwise libvirt would guess the format, which the guest can imitate.
    contents.wrong(disk, "needs <driver name='qemu' type='qcow2'/>");
  }
  const hasMac = childrenOf(devices, 'interface').some(
    (each) => descend(each, 'mac')?.getAttribute('address') === view.mac,
  );
  if (!hasMac) contents.wrong(devices, "has no <interface> with <mac address='{{mac}}'/>");
}

/** Check the element for `virDomainSetMetadata`. */
export function checkMetadata(document: Document, view: MetadataView): ContentProblem[] {
  return checkRoot(document, 'instance', (contents) =>
    checkInstance(contents, contents.root, view),
  );
}

/** Check the element from which the record of an instance can be recreated. */
function checkInstance(contents: Contents, instance: Element, view: MetadataView): void {
  contents.attribute(instance, 'id', view.uuid, 'uuid');
  const [record] = childrenOf(instance, 'record');
  if (!record) contents.wrong(instance, 'has no <record>');
  else {
    contents.attribute(record, 'pools', view.poolPrefix, 'poolPrefix');
    contents.attribute(record, 'origin', view.origin, 'origin');
    contents.attribute(record, 'createdAt', view.createdAt, 'createdAt');
    contents.attribute(record, 'protected', String(view.isProtected), 'isProtected');
  }
  const [disk] = childrenOf(instance, 'disk');
  if (!disk) contents.wrong(instance, 'has no <disk>');
  else contents.attribute(disk, 'volume', view.diskVolume, 'diskVolume');
  const [image] = childrenOf(instance, 'image');
  const [flavour] = childrenOf(instance, 'flavour');
  if (!image) contents.wrong(instance, 'has no <image>');
  else {
    contents.attribute(image, 'id', view.imageId, 'imageId');
    contents.attribute(image, 'name', view.imageName, 'imageName');
  }
  if (!flavour) contents.wrong(instance, 'has no <flavour>');
  else contents.attribute(flavour, 'name', view.flavourName, 'flavourName');
  const ports = childrenOf(instance, 'port');
  if (ports.length !== view.ports.length) {
    return contents.wrong(
      instance,
      `has ${ports.length} <port> for ${view.ports.length} in {{ports}}: write one for each`,
    );
  }
  for (const [index, port] of view.ports.entries()) {
    const element = ports[index];
    if (!element) continue;
    for (const [name, value] of Object.entries(port)) {
      contents.attribute(element, name, String(value), name);
    }
  }
}

/** Check that a volume has the requested properties. */
export function checkVolume(document: Document, view: VolumeView): ContentProblem[] {
  return checkRoot(document, 'volume', (contents) => {
    contents.text(['name'], view.name, 'name');
    contents.text(['capacity'], String(view.capacityBytes), 'capacityBytes');
    const capacity = descend(contents.root, 'capacity');
    if (capacity && (capacity.getAttribute('unit') ?? 'bytes') !== 'bytes') {
      contents.wrong(capacity, "needs unit='bytes'");
    }
    contents.text(['target', 'permissions', 'mode'], view.mode, 'mode');
    const format = contents.element('target', 'format');
    if (format) contents.attribute(format, 'type', view.format, 'format');
    if (!view.backing) {
      const backing = descend(contents.root, 'backingStore');
      if (backing) contents.wrong(backing, 'must be inside {{#if backing}}');
      return;
    }
    contents.text(['backingStore', 'path'], view.backing.path, 'backing.path');
    const backingFormat = contents.element('backingStore', 'format');
    if (backingFormat)
      contents.attribute(backingFormat, 'type', view.backing.format, 'backing.format');
  });
}

/** Check that a storage pool has the requested properties. */
export function checkPool(document: Document, view: PoolView): ContentProblem[] {
  return checkRoot(document, 'pool', (contents) => {
    contents.text(['name'], view.name, 'name');
    contents.text(['target', 'path'], view.path, 'path');
    if (contents.root.getAttribute('type') !== 'dir') {
      contents.wrong(contents.root, "needs type='dir'");
    }
  });
}

function checkRoot(
  document: Document,
  name: string,
  check: (contents: Contents) => void,
): ContentProblem[] {
  const root = document.documentElement;
  if (!root) return [];
  if (root.nodeName !== name) {
    return [{ at: root, message: `the root element is <${root.nodeName}>; it must be <${name}>` }];
  }
  const contents = new Contents(root);
  if (document.doctype) contents.wrong(root, 'must have no document type: take <!DOCTYPE> out');
  check(contents);
  return contents.problems;
}
