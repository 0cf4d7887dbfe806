/**
 * Writes cpio archives in the "newc" format, which the Linux kernel unpacks as its first root file system.
 * Unlike the program cpio, it creates device nodes and files of root without being root.
 * Format: https://docs.kernel.org/driver-api/early-userspace/buffer-format.html
 */

/** An entry of an archive; `path` is relative to the root, without a leading slash. */
export type CpioEntry =
  | { readonly type: 'file'; readonly path: string; readonly mode: number; readonly data: Buffer }
  | { readonly type: 'folder'; readonly path: string; readonly mode: number }
  | { readonly type: 'link'; readonly path: string; readonly target: string }
  | {
      readonly type: 'characterDevice';
      readonly path: string;
      readonly mode: number;
      readonly major: number;
      readonly minor: number;
    };

const FILE_TYPE = { file: 0o100000, folder: 0o040000, link: 0o120000, characterDevice: 0o020000 };
const LINK_MODE = 0o777;

/** Write an archive. A folder must come before its content. */
export function writeCpio(entries: readonly CpioEntry[]): Buffer {
  const parts = entries.flatMap((entry, index) => writeEntry(entry, index + 1));
  return Buffer.concat([...parts, ...record('TRAILER!!!', Buffer.alloc(0), {})]);
}

function writeEntry(entry: CpioEntry, inode: number): Buffer[] {
  const mode = FILE_TYPE[entry.type] | (entry.type === 'link' ? LINK_MODE : entry.mode);
  const node = entry.type === 'characterDevice' ? { major: entry.major, minor: entry.minor } : {};
  const links = entry.type === 'folder' ? 2 : 1;
  return record(entry.path, contentOf(entry), { inode, mode, links, ...node });
}

function contentOf(entry: CpioEntry): Buffer {
  if (entry.type === 'file') return entry.data;
  return entry.type === 'link' ? Buffer.from(entry.target) : Buffer.alloc(0);
}

interface HeaderFields {
  readonly inode?: number;
  readonly mode?: number;
  readonly links?: number;
  readonly major?: number;
  readonly minor?: number;
}

function record(path: string, body: Buffer, fields: HeaderFields): Buffer[] {
  const name = Buffer.from(`${path}\0`);
  // inode, mode, uid, gid, links, mtime, size, device (major, minor), node (major, minor), name length, check.
  const numbers = [
    fields.inode ?? 0,
    fields.mode ?? 0,
    0,
    0,
    fields.links ?? 1,
    0,
    body.length,
    0,
    0,
    fields.major ?? 0,
    fields.minor ?? 0,
    name.length,
    0,
  ];
  const header = `070701${numbers.map((value) => value.toString(16).padStart(8, '0')).join('')}`;
  return [padded(Buffer.concat([Buffer.from(header, 'latin1'), name])), padded(body)];
}

/** Names and contents are padded to a multiple of four bytes. */
function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
