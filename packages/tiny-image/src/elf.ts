// Reads ELF files (64 bit, little endian): the libraries of programs, and the dependencies of kernel modules.

const SECTION_DYNAMIC = '.dynamic';
const TAG_NEEDED = 1n;

/** Return the bytes of a section, or undefined if the file does not have it. */
export function readElfSection(file: Buffer, name: string): Buffer | undefined {
  if (file.length < 64 || file.readUInt32BE(0) !== 0x7f454c46 || file[4] !== 2) return undefined;
  const tableOffset = Number(file.readBigUInt64LE(0x28));
  const headerSize = file.readUInt16LE(0x3a);
  const count = file.readUInt16LE(0x3c);
  const header = (index: number): Buffer =>
    file.subarray(tableOffset + index * headerSize, tableOffset + (index + 1) * headerSize);
  const body = (section: Buffer): Buffer => {
    const offset = Number(section.readBigUInt64LE(0x18));
    return file.subarray(offset, offset + Number(section.readBigUInt64LE(0x20)));
  };
  const names = body(header(file.readUInt16LE(0x3e)));
  for (let index = 0; index < count; index++) {
    const section = header(index);
    if (readText(names, section.readUInt32LE(0)) === name) return body(section);
  }
  return undefined;
}

/** List the shared libraries that a program or library needs (`DT_NEEDED`). */
export function neededLibraries(file: Buffer): string[] {
  const dynamic = readElfSection(file, SECTION_DYNAMIC);
  const strings = readElfSection(file, '.dynstr');
  if (!dynamic || !strings) return [];
  const needed: string[] = [];
  for (let at = 0; at + 16 <= dynamic.length; at += 16) {
    if (dynamic.readBigInt64LE(at) === TAG_NEEDED) {
      needed.push(readText(strings, Number(dynamic.readBigUInt64LE(at + 8))));
    }
  }
  return needed;
}

/** List the modules that a kernel module depends on, from its `.modinfo`. */
export function neededModules(file: Buffer): string[] {
  const modinfo = readElfSection(file, '.modinfo')?.toString('latin1') ?? '';
  const line = modinfo.split('\0').find((entry) => entry.startsWith('depends='));
  return (line?.slice('depends='.length) ?? '').split(',').filter(Boolean);
}

function readText(bytes: Buffer, offset: number): string {
  return bytes.toString('latin1', offset, bytes.indexOf(0, offset));
}
