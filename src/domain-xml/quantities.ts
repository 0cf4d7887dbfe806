import type { Element } from '@xmldom/xmldom';
import { childrenOf, descend } from './read.js';

const BINARY_POWERS = 'bkmgtpe';
const BYTES_PER_KIB = 1024;

/**
 * Read a memory size (`<memory unit='MiB'>512</memory>`), in KiB. libvirt takes any case, `k` and `KiB` for 1024 bytes,
 * `KB` for 1000; without a unit the number is in KiB.
 * @returns undefined where it is no size
 * @see https://libvirt.org/formatdomain.html#memory-allocation
 */
export function readKibibytes(element: Element): number | undefined {
  const text = element.textContent?.trim() ?? '';
  const bytesPerUnit = bytesOfUnit(element.getAttribute('unit') ?? 'KiB');
  if (!/^\d+$/.test(text) || bytesPerUnit === undefined) return undefined;
  return Math.ceil((Number(text) * bytesPerUnit) / BYTES_PER_KIB);
}

function bytesOfUnit(unit: string): number | undefined {
  const lower = unit.toLowerCase();
  if (['b', 'byte', 'bytes'].includes(lower)) return 1;
  const [, prefix = '', suffix] = /^([kmgtpe])(ib|b)?$/.exec(lower) ?? [];
  if (prefix === '') return undefined;
  return (suffix === 'b' ? 1000 : 1024) ** BINARY_POWERS.indexOf(prefix);
}

/** Memory and processors as a domain is defined with them. */
export interface DomainQuantities {
  /** The most that its balloon can let it have (`<memory>`). */
  readonly memoryKiB: number;
  /** What the guest is given of it (`<currentMemory>`). */
  readonly currentMemoryKiB: number;
  /** Switched on at its start. */
  readonly vcpus: number;
  readonly maxVcpus: number;
}

/**
 * Read memory and processors of a domain's root element. libvirt's own XML always has both; a domain without `<memory>`
 * has the sum of its NUMA cells, as libvirt would compute it, or what it is given.
 */
export function readQuantities(root: Element): DomainQuantities {
  const at = (name: string) => childrenOf(root, name).map(readKibibytes)[0];
  const current = at('currentMemory');
  const memoryKiB = at('memory') ?? cellMemoryKiB(root) ?? current ?? at('maxMemory') ?? 0;
  const vcpu = descend(root, 'vcpu');
  const maxVcpus = countOf(vcpu?.textContent) ?? 1;
  return {
    memoryKiB,
    currentMemoryKiB: current ?? memoryKiB,
    vcpus: countOf(vcpu?.getAttribute('current')) ?? maxVcpus,
    maxVcpus,
  };
}

function cellMemoryKiB(root: Element): number | undefined {
  const numa = descend(root, 'cpu', 'numa');
  const sizes = (numa ? childrenOf(numa, 'cell') : []).map(readCell);
  if (sizes.length === 0) return undefined;
  return sizes.reduce<number>((sum, size) => sum + size, 0);
}

/** A cell has its size in an attribute: `<cell memory='512' unit='MiB'/>`. */
function readCell(cell: Element): number {
  const perUnit = bytesOfUnit(cell.getAttribute('unit') ?? 'KiB') ?? BYTES_PER_KIB;
  const size = countOf(cell.getAttribute('memory')) ?? 0;
  return Math.ceil((size * perUnit) / BYTES_PER_KIB);
}

/** A whole number above zero; undefined for anything else. */
function countOf(text: string | null | undefined): number | undefined {
  const count = /^\s*\d+\s*$/.test(text ?? '') ? Number(text) : 0;
  return count > 0 ? count : undefined;
}
