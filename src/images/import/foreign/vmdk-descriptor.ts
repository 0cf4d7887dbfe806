import { CONVERT, refuseAs } from './refusal.js';

/** The first line of a descriptor. */
export const DESCRIPTOR_START = '# Disk DescriptorFile';
/** Kinds of disks with all data in the one file that has the descriptor. */
const ONE_FILE = new Set(['monolithicsparse', 'streamoptimized']);
const NO_PARENT = 'ffffffff';

const refuse = refuseAs('VMDK');

/**
 * Check the descriptor in a VMDK file. It must say that all of the disk is in this file; names of files in it are never opened.
 * @param text its first line is {@link DESCRIPTOR_START}
 * @param capacitySectors the size of the disk in the header
 * @throws ImageRefusedError
 */
export function judgeDescriptor(text: string, capacitySectors: number): void {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  judgeParent(lines);
  const createType = createTypeOf(lines);
  if (createType === undefined || !ONE_FILE.has(createType.toLowerCase())) {
    throw refuse(
      'imageUnsupported',
      `its createType is ${printable(createType)}; only monolithicSparse and streamOptimized are supported. ${CONVERT}`,
      { createType: printable(createType) },
    );
  }
  judgeExtents(lines, capacitySectors);
}

/** Return the createType of a descriptor for a message. */
export function describedType(text: string): string {
  return printable(createTypeOf(text.split(/\r?\n/)));
}

function judgeParent(lines: readonly string[]): void {
  const parents = valuesOf(lines, 'parentCID').filter((value) => value.toLowerCase() !== NO_PARENT);
  if (parents.length === 0 && valuesOf(lines, 'parentFileNameHint').length === 0) return;
  throw refuse(
    'imageHasBackingFile',
    `it needs a parent disk (a snapshot or a linked clone). ${CONVERT}`,
  );
}

function judgeExtents(lines: readonly string[], capacitySectors: number): void {
  const extents = lines.flatMap((line) => {
    const match = /^(?:RW|RDONLY|NOACCESS)\s+(\d{1,20})\s+(\w{1,20})/i.exec(line);
    return match ? [{ sectors: Number(match[1]), type: match[2] ?? '' }] : [];
  });
  const [extent] = extents;
  if (!extent || extents.length > 1) {
    throw refuse(
      'imageHasDataFile',
      `its descriptor has ${extents.length} extents instead of one, so its data is in several files. ${CONVERT}`,
      { extents: extents.length },
    );
  }
  if (extent.type.toUpperCase() !== 'SPARSE') {
    throw refuse(
      'imageHasDataFile',
      `its extent is of the type ${extent.type}, so its data is in another file. ${CONVERT}`,
      { type: extent.type },
    );
  }
  if (extent.sectors !== capacitySectors) {
    throw refuse(
      'imageCorrupt',
      `its sizes disagree: ${capacitySectors} sectors in its header, ${extent.sectors} in its descriptor`,
      { headerSectors: capacitySectors, descriptorSectors: extent.sectors },
    );
  }
}

function createTypeOf(lines: readonly string[]): string | undefined {
  const types = valuesOf(lines, 'createType');
  return types.length > 1 ? types.join(' and ') : types[0];
}

/** Return the values of a key, without their quotation marks. */
function valuesOf(lines: readonly string[], key: string): string[] {
  return lines.flatMap((line) => {
    const at = line.indexOf('=');
    if (at < 0 || line.slice(0, at).trim().toLowerCase() !== key.toLowerCase()) return [];
    return [
      line
        .slice(at + 1)
        .trim()
        .replaceAll('"', ''),
    ];
  });
}

function printable(createType: string | undefined): string {
  if (createType === undefined) return 'missing';
  return /^[\w -]{1,40}$/.test(createType) ? createType : 'unknown';
}
