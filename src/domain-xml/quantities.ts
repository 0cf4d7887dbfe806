import type { Element } from '@xmldom/xmldom';
import { childrenOf, descend } from './read.js';

const BINARY_POWERS = 'bkmgtpe';
const BYTES_PER_KIB = 1024;

/**
 * Read a memory size (`<memory unit='MiB'>512</memory>`), in KiB. libvirt accepts any case, `k` and `KiB` for 1024 bytes,
 * `KB` for 1000; without a unit the number is in KiB.
 * @returns undefined if it is not a size
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

/** The memory and processors of a domain's definition. */
export interface DomainQuantities {
  /** The maximum of its balloon (`<memory>`). */
  readonly memoryKiB: number;
  /** The target of its balloon (`<currentMemory>`). */
  readonly currentMemoryKiB: number;
  /** The processors that are enabled at its start. */
  readonly vcpus: number;
  readonly maxVcpus: number;
}

/**
 * Read memory and processors of a domain's root element. libvirt's own XML always has both. Without `<memory>`, the memory
 * is the sum of the NUMA cells, as libvirt would compute it, or `<currentMemory>`.
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

/** The size of a cell is in an attribute: `<cell memory='512' unit='MiB'/>`. */
function readCell(cell: Element): number {
  const perUnit = bytesOfUnit(cell.getAttribute('unit') ?? 'KiB') ?? BYTES_PER_KIB;
  const size = countOf(cell.getAttribute('memory')) ?? 0;
  return Math.ceil((size * perUnit) / BYTES_PER_KIB);
}

/** A whole number greater than zero; undefined for anything else. */
function countOf(text: string | null | undefined): number | undefined {
  const count = /^\s*\d+\s*$/.test(text ?? '') ? Number(text) : 0;
  return count > 0 ? count : undefined;
}
