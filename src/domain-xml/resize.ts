import type { Document, Element } from '@xmldom/xmldom';
import { type DomainSize, readDomainSize } from './domain-size.js';
import { childrenOf, descend, parseXml } from './read.js';
import { serializeXml } from './write.js';

/** The size of `<hugepages/>` without a size on x86. */
const DEFAULT_HUGE_PAGE_KIB = 2048;
const KIB_PER_MIB = 1024;

/** A domain's XML with another size, or why it cannot have that size. */
export type Resized = { readonly xml: string } | { readonly obstacle: string };

/** Thrown in this file only; `resizeXml` returns it as a value. */
class ObstacleError extends Error {}

/**
 * Change the size in a domain's XML: `<memory>`, `<currentMemory>`, `<vcpu>`, and the elements that libvirt compares with
 * them (the CPU topology, one NUMA cell). All else stays unchanged. If an operator's XML is ambiguous, or the change would
 * lose something, it is refused.
 * @param xml virDomainGetXMLDesc with VIR_DOMAIN_XML_INACTIVE
 */
export function resizeXml(xml: string, to: DomainSize): Resized {
  const document = parseXml(xml);
  const former = readDomainSize(xml);
  try {
    if (to.vcpus !== former.vcpus || to.maxVcpus !== former.maxVcpus) {
      setVcpus(document, former, to);
    }
    if (to.memoryKiB !== former.memoryKiB || to.maxMemoryKiB !== former.maxMemoryKiB) {
      setMemory(document, former, to);
    }
  } catch (error) {
    if (error instanceof ObstacleError) return { obstacle: error.message };
    throw error;
  }
  return { xml: serializeXml(document) };
}

/**
 * Return why no other size is possible at all; undefined if some are, see {@link resizeXml}.
 * @param xml virDomainGetXMLDesc with VIR_DOMAIN_XML_INACTIVE
 */
export function obstacleToResize(xml: string): string | undefined {
  if (!mayDivideMemory(xml)) return undefined;
  const document = parseXml(xml);
  const memory = memoryObstacle(document);
  const vcpus = vcpusObstacle(document);
  if (memory === undefined || vcpus === undefined) return undefined;
  return memory === vcpus ? memory : `${memory} ${vcpus}`;
}

/** The paths of the elements that contain a size; {@link resizeXml} changes no other element. */
const SIZE_ELEMENTS: readonly (readonly string[])[] = [
  ['memory'],
  ['currentMemory'],
  ['vcpu'],
  ['cpu', 'topology'],
  ['cpu', 'numa'],
];

/**
 * Restore the size of a former state of the same domain, element by element. Other changes of an operator stay, and so do
 * secrets, which the former XML does not contain.
 */
export function restoreSize(xml: string, formerXml: string): string {
  const document = parseXml(xml);
  const former = parseXml(formerXml);
  for (const path of SIZE_ELEMENTS) {
    const now = descend(document, ...path);
    const was = descend(former, ...path);
    if (!now || !was) continue;
    now.parentNode?.replaceChild(document.importNode(was, true), now);
  }
  return serializeXml(document);
}

function setVcpus(document: Document, former: DomainSize, to: DomainSize): void {
  const obstacle = vcpusObstacle(document, to.maxVcpus !== former.maxVcpus);
  if (obstacle !== undefined) throw new ObstacleError(obstacle);
  const vcpu = descend(document, 'vcpu');
  if (!vcpu) throw new ObstacleError('Its XML has no processors (<vcpu>).');
  vcpu.textContent = String(to.maxVcpus);
  if (to.vcpus < to.maxVcpus) vcpu.setAttribute('current', String(to.vcpus));
  else vcpu.removeAttribute('current');
  if (to.maxVcpus === former.maxVcpus) return;
  requireNoTuningBeyond(document, to.maxVcpus);
  const topology = descend(document, 'cpu', 'topology');
  if (topology) setTopology(topology, to.maxVcpus);
  const [cell] = cellsOf(document);
  if (cell) setCellCpus(cell, former.maxVcpus, to.maxVcpus);
}

function setMemory(document: Document, former: DomainSize, to: DomainSize): void {
  const memory = descend(document, 'memory');
  const current = descend(document, 'currentMemory');
  if (!memory) throw new ObstacleError('Its XML has no memory (<memory>).');
  if (to.maxMemoryKiB !== former.maxMemoryKiB) {
    const obstacle = memoryObstacle(document);
    if (obstacle !== undefined) throw new ObstacleError(obstacle);
    requireWithinLimits(document, to.maxMemoryKiB);
    setKibibytes(memory, to.maxMemoryKiB);
    const [cell] = cellsOf(document);
    if (cell) {
      cell.setAttribute('memory', String(to.maxMemoryKiB));
      cell.setAttribute('unit', 'KiB');
    }
  }
  if (current) setKibibytes(current, to.memoryKiB);
  else if (to.memoryKiB !== to.maxMemoryKiB) {
    const element = document.createElement('currentMemory');
    setKibibytes(element, to.memoryKiB);
    memory.parentNode?.insertBefore(element, memory.nextSibling);
  }
}

function setKibibytes(element: Element, kibibytes: number): void {
  element.textContent = String(kibibytes);
  element.setAttribute('unit', 'KiB');
}

/** Whether there can be NUMA cells or memory devices. It avoids parsing the XML of nearly all domains. */
function mayDivideMemory(xml: string): boolean {
  return xml.includes('<cell') || (xml.match(/<memory[\s/>]/g) ?? []).length > 1;
}

/** Why the memory cannot be changed at all. */
function memoryObstacle(document: Document): string | undefined {
  const cells = cellsOf(document);
  if (cells.length > 1) return dividedObstacle(cells.length);
  const devices = descend(document, 'devices');
  const modules = devices ? childrenOf(devices, 'memory').length : 0;
  if (modules > 0) {
    return `Part of its memory is in memory devices (${modules}), which a flavour says nothing of. Change it with virsh edit.`;
  }
  return undefined;
}

/**
 * Why the processors cannot be changed at all.
 * @param isMaximumChanged undefined if there is no space below the maximum
 */
function vcpusObstacle(document: Document, isMaximumChanged?: boolean): string | undefined {
  const vcpu = descend(document, 'vcpu');
  const hasRoom = vcpu?.hasAttribute('current') ?? false;
  if (descend(document, 'vcpus')) {
    return 'Its processors are switched on and off one by one (<vcpus>), so that their number alone does not say which. Change them with virsh edit or virsh setvcpu.';
  }
  if (!(isMaximumChanged ?? !hasRoom)) return undefined;
  const cells = cellsOf(document);
  if (cells.length > 1) return dividedObstacle(cells.length);
  const topology = descend(document, 'cpu', 'topology');
  if (topology && countAt(topology, 'sockets') > 1 && countAt(topology, 'cores') > 1) {
    return topologyObstacle(topology);
  }
  return undefined;
}

function dividedObstacle(count: number): string {
  return `Its memory and processors are divided among ${count} NUMA cells (<numa>), and a flavour does not say how. Change them with virsh edit.`;
}

function topologyObstacle(topology: Element): string {
  const words = [...topology.attributes].map(({ name, value }) => `${value} ${name}`).join(', ');
  return `Its CPU topology (${words}) does not say which of them should change. Change it with virsh edit.`;
}

/** Increase sockets or cores, whichever is greater than one; threads and dies stay. */
function setTopology(topology: Element, vcpus: number): void {
  const sockets = countAt(topology, 'sockets');
  const cores = countAt(topology, 'cores');
  const perCore =
    countAt(topology, 'dies') * countAt(topology, 'clusters') * countAt(topology, 'threads');
  if (sockets * cores * perCore === vcpus) return;
  if (sockets > 1 && cores > 1) throw new ObstacleError(topologyObstacle(topology));
  if (vcpus % perCore !== 0) {
    throw new ObstacleError(
      `Its CPU topology has ${perCore} threads in each core, and ${vcpus} vCPUs is not a multiple of that. Choose a flavour with a multiple of ${perCore} vCPUs, or change the topology with virsh edit.`,
    );
  }
  const growsInCores = sockets === 1 && (cores > 1 || perCore > 1);
  topology.setAttribute(growsInCores ? 'cores' : 'sockets', String(vcpus / perCore));
}

function setCellCpus(cell: Element, from: number, to: number): void {
  const cpus = cell.getAttribute('cpus');
  if (cpus === null) return;
  const listed = parseCpuSet(cpus);
  if (listed.size !== from || [...listed].some((cpu) => cpu >= from)) {
    throw new ObstacleError(
      `Its NUMA cell has the processors ${cpus} of ${from}, and a flavour does not define the cell of the others. Change it with virsh edit.`,
    );
  }
  cell.setAttribute('cpus', to === 1 ? '0' : `0-${to - 1}`);
}

/** Pins and limits of a removed processor would be lost, and not return with it. */
function requireNoTuningBeyond(document: Document, vcpus: number): void {
  const tuning = descend(document, 'cputune');
  if (!tuning) return;
  const children = [...tuning.childNodes].filter(
    (node): node is Element => node.nodeType === node.ELEMENT_NODE,
  );
  for (const element of children) {
    const named = element.getAttribute('vcpu') ?? element.getAttribute('vcpus') ?? '';
    const beyond = [...parseCpuSet(named)].filter((cpu) => cpu >= vcpus);
    if (beyond.length === 0) continue;
    throw new ObstacleError(
      `Its <cputune> has <${element.nodeName}> for processor ${beyond.join(', ')}, which does not exist with ${vcpus} vCPUs. Remove it with virsh edit.`,
    );
  }
}

function requireWithinLimits(document: Document, memoryKiB: number): void {
  const limits: readonly [string, Element | undefined][] = [
    ['<maxMemory>', descend(document, 'maxMemory')],
    ['<hard_limit> of <memtune>', descend(document, 'memtune', 'hard_limit')],
  ];
  for (const [name, element] of limits) {
    // libvirt always writes KiB.
    const limit = element ? Number(element.textContent) : Infinity;
    if (memoryKiB <= limit) continue;
    throw new ObstacleError(
      `Its ${name} is limited to ${Math.floor(limit / KIB_PER_MIB)} MiB, which is less than ${Math.round(memoryKiB / KIB_PER_MIB)} MiB. Raise the limit with virsh edit.`,
    );
  }
  for (const pageKiB of hugePagesKiB(document)) {
    if (memoryKiB % pageKiB === 0) continue;
    throw new ObstacleError(
      `Its memory is in huge pages of ${pageKiB / KIB_PER_MIB} MiB, and ${memoryKiB / KIB_PER_MIB} MiB is not a multiple of that. Choose a flavour whose memory is a multiple.`,
    );
  }
}

function hugePagesKiB(document: Document): number[] {
  const hugePages = descend(document, 'memoryBacking', 'hugepages');
  if (!hugePages) return [];
  const pages = childrenOf(hugePages, 'page');
  if (pages.length === 0) return [DEFAULT_HUGE_PAGE_KIB];
  return pages.map((page) => Number(page.getAttribute('size')));
}

function cellsOf(document: Document): Element[] {
  const numa = descend(document, 'cpu', 'numa');
  return numa ? childrenOf(numa, 'cell') : [];
}

/** The value of an attribute; the default is one. */
function countAt(topology: Element, attribute: string): number {
  return Number(topology.getAttribute(attribute) ?? 1);
}

/** Parse a list as libvirt writes it: `0-3,^2,7`. */
function parseCpuSet(text: string): Set<number> {
  const cpus = new Set<number>();
  for (const part of text.split(',')) {
    const [, excluded, from, to] = /^\s*(\^?)(\d+)(?:-(\d+))?\s*$/.exec(part) ?? [];
    if (from === undefined) continue;
    for (let cpu = Number(from); cpu <= Number(to ?? from); cpu += 1) {
      if (excluded) cpus.delete(cpu);
      else cpus.add(cpu);
    }
  }
  return cpus;
}
