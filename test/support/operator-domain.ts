import type { Document, Element } from '@xmldom/xmldom';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { descend, METADATA_NAMESPACE, parseXml } from '../../src/domain-xml/read.js';
import type { PrivateLibvirtd } from './private-libvirtd.js';
import { run } from './virsh.js';

const FIXTURES = resolve('test/fixtures/domains');
const DISK_SIZE = '8M';
const SECTOR_BYTES = 512;
/** The firmware counts in cylinders, so it cannot read a disk that is smaller than one. */
const BOOT_DISK_BYTES = 2 * 1024 ** 2;

/** Create a small boot disk: its first sector runs this machine code, then HLT. */
export const bootSector = (...code: number[]): Buffer => {
  const sector = Buffer.alloc(BOOT_DISK_BYTES);
  Buffer.from([...code, 0xf4, 0xeb, 0xfd]).copy(sector);
  sector.writeUInt16LE(0xaa55, SECTOR_BYTES - 2);
  return sector;
};

/** Boot sectors of guests with one task: their machine code writes to a device of QEMU. */
const BOOT_SECTORS: Readonly<Record<string, Buffer>> = {
  // mov dx, 0x505; mov al, 1; out dx, al: report a panic to the pvpanic device.
  'state-crashed': bootSector(0xba, 0x05, 0x05, 0xb0, 0x01, 0xee),
  // mov dx, 0x604; mov ax, 0x2400; out dx, ax: suspend to S3 through the ACPI power control.
  'state-asleep': bootSector(0xba, 0x04, 0x06, 0xb8, 0x00, 0x24, 0xef),
};

/** A domain that an operator defined. */
export interface OperatorDomain {
  readonly id: string;
  readonly name: string;
}

/** The names of the XML documents in test/fixtures/domains. */
export async function operatorDomainKinds(): Promise<string[]> {
  const files = await readdir(FIXTURES);
  return files.map((file) => file.replace(/\.xml$/, '')).toSorted();
}

/** Define a domain of a kind, with its own disks in the folder, without starting it. */
export async function defineOperatorDomain(
  libvirtd: PrivateLibvirtd,
  kind: string,
  name: string,
  folder: string,
): Promise<OperatorDomain> {
  const id = randomUUID();
  await mkdir(folder, { recursive: true });
  const disk = join(folder, `${name}.qcow2`);
  const boot = join(folder, `${name}.boot`);
  await run('qemu-img', 'create', '-q', '-f', 'qcow2', '-o', 'compat=1.1', disk, DISK_SIZE);
  for (const raw of [`${disk}.2`, `${disk}.3`]) await writeFile(raw, Buffer.alloc(SECTOR_BYTES));
  if (BOOT_SECTORS[kind]) await writeFile(boot, BOOT_SECTORS[kind]);
  const xml = (await readFile(join(FIXTURES, `${kind}.xml`), 'utf8'))
    .replaceAll('NAME', name)
    .replaceAll('UUID', id)
    .replaceAll('DISK', disk)
    .replaceAll('BOOT', boot);
  const file = join(folder, `${name}.xml`);
  await writeFile(file, xml);
  await libvirtd.virsh('define', file);
  return { id, name };
}

/** The XML of a domain with picostack's metadata, as text to compare. */
export function xmlWhole(xml: string): string {
  const root = descend(parseXml(xml));
  return root ? canonicalXml(root) : '';
}

/** The XML of a domain without the elements at these paths and without picostack's metadata, as text to compare. */
export function xmlOutside(xml: string, paths: readonly (readonly string[])[]): string {
  const document = parseXml(xml);
  for (const path of paths) {
    const element = descend(document, ...path);
    element?.parentNode?.removeChild(element);
  }
  removeOwnMetadata(document);
  const root = descend(document);
  return root ? canonicalXml(root) : '';
}

/** Remove picostack's metadata, and `<metadata>` if it is then empty. */
function removeOwnMetadata(document: Document): void {
  const metadata = descend(document, 'metadata');
  if (!metadata) return;
  for (const child of elementsOf(metadata)) {
    if (child.namespaceURI === METADATA_NAMESPACE) metadata.removeChild(child);
  }
  if (elementsOf(metadata).length === 0) metadata.parentNode?.removeChild(metadata);
}

/** Write an element with sorted attributes and without white space between elements. */
function canonicalXml(element: Element): string {
  const attributes = [...element.attributes]
    .map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`)
    .toSorted();
  const children = elementsOf(element);
  const content =
    children.length > 0
      ? `\n${children.map(canonicalXml).join('\n')}\n`
      : JSON.stringify(element.textContent);
  return `<${element.nodeName}${attributes.join('')}>${content}`;
}

/** Sort the controllers: libvirt changes the order of those that it added when it reads its own XML again. */
function elementsOf(element: Element): Element[] {
  const elements = [...element.childNodes].filter(
    (node): node is Element => node.nodeType === node.ELEMENT_NODE,
  );
  const controllers = elements.filter(isController).toSorted(byText);
  return [...controllers, ...elements.filter((each) => !isController(each))];
}

function isController({ nodeName }: Element): boolean {
  return nodeName === 'controller';
}

function byText(one: Element, other: Element): number {
  return canonicalXml(one) < canonicalXml(other) ? -1 : 1;
}
