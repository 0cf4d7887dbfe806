import { deflateSync } from 'node:zlib';
import { crc32c } from '../../src/images/import/foreign/crc32c.js';
import type {
  DiskPiece,
  ForeignDisk,
  ForeignFile,
} from '../../src/images/import/foreign/disk-reader.js';

const KIB = 1024;
const MIB = 1024 ** 2;
const SECTOR = 512;

/** Blocks of a guest's disk by their number. */
export type Blocks = ReadonlyMap<number, Buffer>;

/** Fill a block with a pattern that depends on its number. */
export function patternBlock(number: number, length: number): Buffer {
  const block = Buffer.alloc(length);
  for (let at = 0; at + 4 <= length; at += 4) {
    block.writeUInt32LE(Math.imul(number * 1_000_003 + at, 0x9e37_79b1) >>> 0, at);
  }
  return block;
}

/** A file in memory. It counts the reads. */
export class MemoryFile implements ForeignFile {
  reads = 0;
  longestRead = 0;

  constructor(private readonly bytes: Buffer) {}

  get sizeBytes(): number {
    return this.bytes.length;
  }

  readonly read = (offset: number, length: number): Promise<Buffer> => {
    this.reads += 1;
    this.longestRead = Math.max(this.longestRead, length);
    return Promise.resolve(this.bytes.subarray(offset, offset + length));
  };
}

/**
 * Read the pieces of a disk, and check them: in order, inside the disk, not too long, and not more than expected.
 */
export async function* checkedPieces(disk: ForeignDisk): AsyncGenerator<DiskPiece> {
  let end = 0;
  let sum = 0;
  for await (const piece of disk.read()) {
    const { offset, data } = piece;
    const isSound =
      offset >= end &&
      data.length > 0 &&
      data.length <= 2 * MIB &&
      offset + data.length <= disk.virtualSizeBytes;
    if (!isSound) throw new Error(`A piece of ${data.length} bytes at ${offset} is not allowed`);
    end = offset + data.length;
    sum += data.length;
    yield piece;
  }
  if (sum > disk.dataBytes) throw new Error(`${sum} bytes are more than ${disk.dataBytes}`);
}

/** Read a whole disk, which must fit into memory. */
export async function contentOf(disk: ForeignDisk): Promise<Buffer> {
  const content = Buffer.alloc(disk.virtualSizeBytes);
  for await (const { offset, data } of checkedPieces(disk)) data.copy(content, offset);
  return content;
}

/** Put blocks into a raw disk. */
export function rawDisk(sizeBytes: number, blockBytes: number, blocks: Blocks): Buffer {
  const disk = Buffer.alloc(sizeBytes);
  for (const [number, block] of blocks) block.copy(disk, number * blockBytes);
  return disk;
}

/** Make a VDI as VirtualBox writes it. */
export function vdi(sizeBytes: number, blocks: Blocks): Buffer {
  const entries = Math.ceil(sizeBytes / MIB);
  const head = Buffer.alloc(2 * KIB);
  head.write('<<< Oracle VM VirtualBox Disk Image >>>\n');
  head.writeUInt32LE(0xbeda107f, 0x40);
  head.writeUInt32LE(0x1_0001, 0x44);
  head.writeUInt32LE(400, 0x48);
  head.writeUInt32LE(1, 0x4c);
  head.writeUInt32LE(SECTOR, 0x154);
  head.writeUInt32LE(2 * KIB, 0x158);
  head.writeUInt32LE(SECTOR, 0x168);
  head.writeBigUInt64LE(BigInt(sizeBytes), 0x170);
  head.writeUInt32LE(MIB, 0x178);
  head.writeUInt32LE(entries, 0x180);
  head.writeUInt32LE(blocks.size, 0x184);
  head.fill(0xff, SECTOR, SECTOR + entries * 4);
  for (const [place, number] of [...blocks.keys()].entries()) {
    head.writeUInt32LE(place, SECTOR + number * 4);
  }
  return Buffer.concat([head, ...blocks.values()]);
}

/** What is different in a VHD. */
export interface VhdWish {
  readonly creator?: string;
  /** Cylinders, heads, sectors per track. */
  readonly geometry?: readonly [number, number, number];
  readonly type?: number;
}

/** Make the footer of a VHD, with its checksum. */
export function vhdFooter(sizeBytes: number, wish: VhdWish = {}): Buffer {
  const [cylinders, heads, sectors] = wish.geometry ?? [65535, 16, 255];
  const type = wish.type ?? 2;
  const footer = Buffer.alloc(SECTOR);
  footer.write('conectix');
  footer.writeUInt32BE(2, 8);
  footer.writeUInt32BE(0x1_0000, 12);
  footer.writeBigUInt64BE(type === 2 ? 0xffff_ffff_ffff_ffffn : 512n, 16);
  footer.write(wish.creator ?? 'win ', 28, 'latin1');
  footer.writeBigUInt64BE(BigInt(sizeBytes), 40);
  footer.writeBigUInt64BE(BigInt(sizeBytes), 48);
  footer.writeUInt16BE(cylinders, 56);
  footer.writeUInt8(heads, 58);
  footer.writeUInt8(sectors, 59);
  footer.writeUInt32BE(type, 60);
  return sealVhd(footer, 64);
}

/** Write the checksum of a part of a VHD. */
export function sealVhd(bytes: Buffer, at: number): Buffer {
  bytes.writeUInt32BE(0, at);
  bytes.writeUInt32BE(~bytes.reduce((sum, byte) => sum + byte, 0) >>> 0, at);
  return bytes;
}

/** Make a dynamic VHD with blocks of 2 MiB: a copy of the footer, the header at 512, the table at 1536. */
export function dynamicVhd(sizeBytes: number, blocks: Blocks, wish: VhdWish = {}): Buffer {
  const entries = Math.ceil(sizeBytes / (2 * MIB));
  const footer = vhdFooter(sizeBytes, { type: 3, ...wish });
  const header = Buffer.alloc(KIB);
  header.write('cxsparse');
  header.fill(0xff, 8, 16);
  header.writeBigUInt64BE(1536n, 16);
  header.writeUInt32BE(0x1_0000, 24);
  header.writeUInt32BE(entries, 28);
  header.writeUInt32BE(2 * MIB, 32);
  sealVhd(header, 36);
  const table = Buffer.alloc(Math.ceil((entries * 4) / SECTOR) * SECTOR, 0xff);
  const dataStart = 1536 + table.length;
  const parts = [...blocks.entries()].map(([number, block], place) => {
    table.writeUInt32BE((dataStart + place * (2 * MIB + SECTOR)) / SECTOR, number * 4);
    return Buffer.concat([Buffer.alloc(SECTOR, 0xff), block]);
  });
  return Buffer.concat([footer, header, table, ...parts, footer]);
}

/** The offsets in a file of {@link vhdx}. */
export const VHDX = {
  headers: [64 * KIB, 128 * KIB],
  regionTables: [192 * KIB, 256 * KIB],
  log: MIB,
  blockTable: 2 * MIB,
  metadata: 3 * MIB,
  items: 3 * MIB + 64 * KIB,
} as const;

const VHDX_REGIONS = {
  blockTable: '6677c22d23f600429d64115e9bfd4a08',
  metadata: '06a27c8b90479a4bb8fe575f050f886e',
} as const;
const VHDX_ITEMS = [
  ['3767a1ca36fa434db3b633f0aa44e76b', 8],
  ['2442a52f1bcd7648b2115dbed83bf4b8', 8],
  ['1dbf41816fa90947ba47f233a8faab5f', 4],
] as const;

/** Write the checksum of a header (4 KiB) or of a region table (64 KiB) of a VHDX. */
export function sealVhdx(file: Buffer, offset: number): void {
  const isHeader = VHDX.headers.some((each) => each === offset);
  file.writeUInt32LE(0, offset + 4);
  const bytes = file.subarray(offset, offset + (isHeader ? 4 : 64) * KIB);
  file.writeUInt32LE(crc32c(bytes), offset + 4);
}

/** Make a VHDX with blocks of 1 MiB. */
export function vhdx(sizeBytes: number, blocks: Blocks): Buffer {
  const head = Buffer.alloc(4 * MIB);
  head.write('vhdxfile');
  for (const [index, at] of VHDX.headers.entries()) {
    head.write('head', at);
    head.writeBigUInt64LE(BigInt(7 + index), at + 8);
    head.writeUInt16LE(1, at + 66);
    head.writeUInt32LE(MIB, at + 68);
    head.writeBigUInt64LE(BigInt(VHDX.log), at + 72);
    sealVhdx(head, at);
  }
  for (const at of VHDX.regionTables) {
    head.write('regi', at);
    head.writeUInt32LE(2, at + 8);
    for (const [index, name] of (['blockTable', 'metadata'] as const).entries()) {
      const entry = at + 16 + index * 32;
      head.write(VHDX_REGIONS[name], entry, 'hex');
      head.writeBigUInt64LE(BigInt(VHDX[name]), entry + 16);
      head.writeUInt32LE(MIB, entry + 24);
      head.writeUInt32LE(1, entry + 28);
    }
    sealVhdx(head, at);
  }
  writeVhdxItems(head, sizeBytes);
  // Between the entries of 4096 blocks there is one for a bitmap.
  for (const [place, number] of [...blocks.keys()].entries()) {
    const entry = BigInt(4 + place) * BigInt(MIB) + 6n;
    head.writeBigUInt64LE(entry, VHDX.blockTable + (number + Math.floor(number / 4096)) * 8);
  }
  return Buffer.concat([head, ...blocks.values()]);
}

function writeVhdxItems(head: Buffer, sizeBytes: number): void {
  head.write('metadata', VHDX.metadata);
  head.writeUInt16LE(VHDX_ITEMS.length, VHDX.metadata + 10);
  for (const [index, [id, length]] of VHDX_ITEMS.entries()) {
    const entry = VHDX.metadata + 32 + index * 32;
    head.write(id, entry, 'hex');
    head.writeUInt32LE(64 * KIB + index * 8, entry + 16);
    head.writeUInt32LE(length, entry + 20);
    head.writeUInt32LE(4, entry + 24);
  }
  head.writeUInt32LE(MIB, VHDX.items);
  head.writeBigUInt64LE(BigInt(sizeBytes), VHDX.items + 8);
  head.writeUInt32LE(SECTOR, VHDX.items + 16);
}

/** The offsets in a file of {@link vmdk}. */
export const VMDK = { descriptor: 512, directory: 21 * 512, tables: 22 * 512 } as const;
const GRAIN = 64 * KIB;

/** What is different in a VMDK. */
export interface VmdkWish {
  readonly descriptor?: string;
  /** As VMware streams it: compressed grains, and a footer with the offset of the directory. */
  readonly isStream?: boolean;
}

/** The descriptor in a VMDK. */
export function vmdkDescriptor(sizeBytes: number, createType = 'monolithicSparse'): string {
  return [
    '# Disk DescriptorFile',
    'version=1',
    'CID=12345678',
    'parentCID=ffffffff',
    `createType="${createType}"`,
    '# Extent description',
    `RW ${sizeBytes / SECTOR} SPARSE "disk.vmdk"`,
    'ddb.adapterType = "ide"',
    '',
  ].join('\n');
}

/** Make a VMDK with grains of 64 KiB, in one file. */
export function vmdk(sizeBytes: number, grains: Blocks, wish: VmdkWish = {}): Buffer {
  return wish.isStream ? streamVmdk(sizeBytes, grains, wish) : sparseVmdk(sizeBytes, grains, wish);
}

function sparseVmdk(sizeBytes: number, grains: Blocks, wish: VmdkWish): Buffer {
  const tables = Math.ceil(sizeBytes / (512 * GRAIN));
  const dataStart = Math.ceil((VMDK.tables + tables * 2 * KIB) / GRAIN) * GRAIN;
  const head = Buffer.alloc(dataStart);
  vmdkHeader(sizeBytes, BigInt(VMDK.directory / SECTOR), false).copy(head);
  head.write(wish.descriptor ?? vmdkDescriptor(sizeBytes), VMDK.descriptor);
  for (let index = 0; index < tables; index += 1) {
    head.writeUInt32LE(VMDK.tables / SECTOR + index * 4, VMDK.directory + index * 4);
  }
  for (const [place, number] of [...grains.keys()].entries()) {
    head.writeUInt32LE((dataStart + place * GRAIN) / SECTOR, VMDK.tables + number * 4);
  }
  return Buffer.concat([head, ...grains.values()]);
}

function streamVmdk(sizeBytes: number, grains: Blocks, wish: VmdkWish): Buffer {
  const head = Buffer.alloc(GRAIN);
  vmdkHeader(sizeBytes, 0xffff_ffff_ffff_ffffn, true).copy(head);
  head.write(wish.descriptor ?? vmdkDescriptor(sizeBytes, 'streamOptimized'), VMDK.descriptor);
  const parts = [head];
  let sector = head.length / SECTOR;
  const add = (part: Buffer): number => {
    const at = sector;
    const padded = Buffer.alloc(Math.ceil(part.length / SECTOR) * SECTOR);
    part.copy(padded);
    parts.push(padded);
    sector += padded.length / SECTOR;
    return at;
  };
  const tableCount = Math.ceil(sizeBytes / (512 * GRAIN));
  const directory = Buffer.alloc(tableCount * 4);
  for (let index = 0; index < tableCount; index += 1) {
    const table = Buffer.alloc(2 * KIB);
    for (const [number, grain] of grains) {
      if (Math.floor(number / 512) !== index) continue;
      const place = add(compressedGrain((number * GRAIN) / SECTOR, grain));
      table.writeUInt32LE(place, (number % 512) * 4);
    }
    if (table.every((byte) => byte === 0)) continue;
    add(vmdkMarker(4, 1));
    directory.writeUInt32LE(add(table), index * 4);
  }
  add(vmdkMarker(1, 2));
  const directorySector = add(directory);
  add(vmdkMarker(1, 3));
  add(vmdkHeader(sizeBytes, BigInt(directorySector), true));
  add(vmdkMarker(0, 0));
  return Buffer.concat(parts);
}

/** Make a compressed grain with its marker. */
export function compressedGrain(sector: number, grain: Buffer): Buffer {
  const packed = deflateSync(grain, { level: 1 });
  const marker = Buffer.alloc(12);
  marker.writeBigUInt64LE(BigInt(sector));
  marker.writeUInt32LE(packed.length, 8);
  return Buffer.concat([marker, packed]);
}

function vmdkMarker(sectors: number, type: number): Buffer {
  const marker = Buffer.alloc(SECTOR);
  marker.writeBigUInt64LE(BigInt(sectors));
  marker.writeUInt32LE(type, 12);
  return marker;
}

function vmdkHeader(sizeBytes: number, directorySector: bigint, isStream: boolean): Buffer {
  const header = Buffer.alloc(SECTOR);
  header.write('KDMV');
  header.writeUInt32LE(isStream ? 3 : 1, 4);
  header.writeUInt32LE(isStream ? 0x3_0001 : 1, 8);
  header.writeBigUInt64LE(BigInt(sizeBytes / SECTOR), 12);
  header.writeBigUInt64LE(BigInt(GRAIN / SECTOR), 20);
  header.writeBigUInt64LE(BigInt(VMDK.descriptor / SECTOR), 28);
  header.writeBigUInt64LE(20n, 36);
  header.writeUInt32LE(512, 44);
  header.writeBigUInt64LE(directorySector, 56);
  header.writeBigUInt64LE(BigInt(GRAIN / SECTOR), 64);
  header.write('\n \r\n', 73);
  header.writeUInt16LE(isStream ? 1 : 0, 77);
  return header;
}
