import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import {
  manifest,
  ova,
  type OvaDiskWish,
  type OvaFile,
  ovf,
  tar,
} from '../../../../test/support/ova.js';
import { inspectOvaBeginning, openOva } from './open-ova.js';

const DISK = { name: 'disk.vmdk', content: randomBytes(200_000) };
const OTHER = { name: 'data.vmdk', content: randomBytes(70_000) };
const DESCRIPTOR = { name: 'machine.ovf', content: ovf([DISK]) };

/** Read the chosen disk of an archive that arrives in pieces. */
async function readDisk(archive: Buffer, wanted: number | null = null, pieceBytes = 10_000) {
  const pieces: Buffer[] = [];
  for (let at = 0; at < archive.length; at += pieceBytes) {
    pieces.push(archive.subarray(at, at + pieceBytes));
  }
  const { sizeBytes, content } = await openOva(Readable.from(pieces), wanted);
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return { sizeBytes, bytes: Buffer.concat(chunks) };
}

const packed = async (...files: OvaFile[]) => readDisk(await tar(files));
const described = (text: string) => packed({ name: 'machine.ovf', content: text }, DISK);

describe('the disk of an OVA', () => {
  it.each([1, 511, 513, 64 * 1024, 10 ** 7])(
    'is read in pieces of %i bytes',
    async (pieceBytes) => {
      const small = {
        ...DISK,
        content: DISK.content.subarray(0, pieceBytes === 1 ? 3000 : 200_000),
      };
      const { sizeBytes, bytes } = await readDisk(await ova([small]), null, pieceBytes);
      expect(sizeBytes).toBe(small.content.length);
      expect(bytes.equals(small.content)).toBe(true);
    },
  );

  it('is chosen by its number in the descriptor, whatever the order in the archive is', async () => {
    const files = [{ name: 'machine.ovf', content: ovf([DISK, OTHER]) }, OTHER, DISK];
    const archive = await tar(files);
    expect((await readDisk(archive, 1)).bytes.equals(DISK.content)).toBe(true);
    expect((await readDisk(archive, 2)).bytes.equals(OTHER.content)).toBe(true);
  });

  it.each(['ünï çödé disk.vmdk', 'a%20b.vmdk', `${'n'.repeat(150)}.vmdk`, '../../etc/disk.vmdk'])(
    'has a name that is only compared: %s',
    async (name) => {
      expect((await readDisk(await ova([{ ...DISK, name }]))).bytes.equals(DISK.content)).toBe(
        true,
      );
    },
  );

  it('is found behind ./, after folders and other files', async () => {
    const { bytes } = await packed(
      { name: './', header: { type: 'directory' } },
      { name: './machine.ovf', content: DESCRIPTOR.content },
      { name: './logo.png', content: randomBytes(3000) },
      { name: './disk.vmdk', content: DISK.content },
      { name: './machine.cert', content: 'a certificate' },
    );
    expect(bytes.equals(DISK.content)).toBe(true);
  });

  it('is found with the namespace prefixes of any program', async () => {
    const text = DESCRIPTOR.content
      .replaceAll('ovf:', 'x:')
      .replaceAll(':ovf=', ':x=')
      .replaceAll(/<(\/?)(Envelope|References|File|DiskSection|Disk)\b/g, '<$1x:$2');
    expect((await described(text)).bytes.equals(DISK.content)).toBe(true);
  });
});

describe('an OVA is refused', () => {
  it('with several disks, listing them', async () => {
    const archive = await ova([DISK, { ...OTHER, capacity: 'ovf:capacity="5000"' }]);
    await expect(readDisk(archive)).rejects.toMatchObject({
      code: 'ovaHasSeveralDisks',
      message: expect.stringContaining('1: disk.vmdk (1 GiB); 2: data.vmdk (4.88 KiB)'),
      details: {
        disks: [
          { number: 1, fileName: 'disk.vmdk', capacityBytes: 1024 ** 3 },
          { number: 2, fileName: 'data.vmdk', capacityBytes: 5000 },
        ],
      },
    });
    await expect(readDisk(archive, 3)).rejects.toMatchObject({ code: 'ovaDiskNotFound' });
    await expect(inspectOvaBeginning(archive.subarray(0, 65_536), null)).rejects.toMatchObject({
      code: 'ovaHasSeveralDisks',
    });
    await inspectOvaBeginning(archive.subarray(0, 65_536), 2);
    await inspectOvaBeginning(archive.subarray(0, 700), null);
  });

  it.each<[string, OvaDiskWish[], string]>([
    ['without disks', [], 'ovaHasNoDisk'],
    ['with a disk in parts', [{ ...DISK, attributes: 'ovf:chunkSize="5"' }], 'imageUnsupported'],
    ['with a disk elsewhere', [{ name: 'http://127.0.0.1/disk.vmdk' }], 'ovaCorrupt'],
    ['with a disk on the host', [{ name: 'file:///etc/passwd' }], 'ovaCorrupt'],
  ])('%s', async (_, disks, code) => {
    await expect(readDisk(await ova(disks))).rejects.toMatchObject({ code });
  });

  it.each([
    ['text', 'no XML at all', 'not well-formed'],
    ['another document', '<domain/>', 'root element'],
    ['XML that ends early', ovf([DISK]).slice(0, 400), 'not well-formed'],
    [
      'XML with entities',
      `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${ovf([DISK])}`,
      'document type',
    ],
    [
      'without its file',
      ovf([DISK]).replace('ovf:id="file0"', 'ovf:id="other"'),
      'not in its References',
    ],
    ['endless', `<Envelope>${'<a/>'.repeat(30_000)}</Envelope>`, 'more than 20000 elements'],
    ['deep', `<Envelope>${'<a>'.repeat(19_000)}${'</a>'.repeat(19_000)}</Envelope>`, 'no disk'],
    ['huge', `<Envelope>${' '.repeat(3 * 1024 ** 2)}</Envelope>`, 'has 3145'],
  ])('if its descriptor is %s', async (_, text, message) => {
    await expect(described(text)).rejects.toMatchObject({
      code: expect.stringMatching(/^ova(Corrupt|HasNoDisk)$/),
      message: expect.stringContaining(message),
    });
  });

  it.each<[string, OvaFile[]]>([
    ['the descriptor is not first', [DISK, DESCRIPTOR]],
    ['the disk is missing', [DESCRIPTOR, OTHER]],
    ['two files have one name', [DESCRIPTOR, OTHER, OTHER, DISK]],
    ['a name is long', [DESCRIPTOR, { name: `${'d/'.repeat(200)}x` }, DISK]],
    [
      'it has a link',
      [DESCRIPTOR, { name: 'l', header: { type: 'link', linkname: '/etc' } }, DISK],
    ],
    [
      'the disk is a symbolic link',
      [DESCRIPTOR, { name: 'disk.vmdk', header: { type: 'symlink', linkname: '/etc/passwd' } }],
    ],
    ['it has a device', [DESCRIPTOR, { name: 'd', header: { type: 'block-device' } }, DISK]],
    ['it has a FIFO', [DESCRIPTOR, { name: 'f', header: { type: 'fifo' } }, DISK]],
    [
      'it has thousands of files',
      [DESCRIPTOR, ...Array.from({ length: 1100 }, (_, index) => ({ name: `f${index}` })), DISK],
    ],
    ['it is empty', []],
  ])('if %s', async (_, files) => {
    await expect(packed(...files)).rejects.toMatchObject({ code: 'ovaCorrupt' });
  });

  it('if it ends early, or is damaged', async () => {
    const archive = await ova([DISK]);
    for (const length of [100, 700, 2000, 100_000]) {
      await expect(readDisk(archive.subarray(0, length))).rejects.toMatchObject({
        code: 'ovaCorrupt',
      });
    }
    const damaged = Buffer.from(archive);
    damaged[700] = 7;
    damaged.fill(7, 1024, 3072);
    await expect(readDisk(damaged)).rejects.toMatchObject({ code: 'ovaCorrupt' });
  });

  it('if headers follow each other without a file', async () => {
    const path = 'x'.repeat(200);
    const header = await tar([{ name: 'a', header: { pax: { path } } }]);
    const extension = header.subarray(0, 1024);
    const archive = Buffer.concat([
      (await tar([DESCRIPTOR])).subarray(0, -1024),
      ...Array.from({ length: 20_000 }, () => extension),
    ]);
    await expect(readDisk(archive, null, 65_536)).rejects.toMatchObject({
      message: expect.stringContaining('too many headers'),
    });
  });
});

describe('the manifest of an OVA', () => {
  const files = [DESCRIPTOR, DISK];

  it.each(['sha1', 'sha256', 'sha512'])(
    'is verified, before or after the disk: %s',
    async (name) => {
      const list = { name: 'machine.mf', content: manifest(name, files) };
      for (const order of [
        [DESCRIPTOR, list, DISK],
        [DESCRIPTOR, DISK, list],
      ]) {
        expect((await packed(...order)).bytes.equals(DISK.content)).toBe(true);
        const changed = { ...DISK, content: randomBytes(200_000) };
        const other = order.map((file) => (file === DISK ? changed : file));
        await expect(packed(...other)).rejects.toMatchObject({
          code: 'checksumMismatch',
          message: expect.stringContaining('"disk.vmdk"'),
        });
      }
    },
  );

  it('is refused if it lists a file that is missing, or is not a list', async () => {
    const content = manifest('sha256', [...files, OTHER]);
    for (const text of [content, 'MD5(disk.vmdk)= 00', '\0'.repeat(100)]) {
      const list = { name: 'machine.mf', content: text };
      await expect(packed(...files, list)).rejects.toMatchObject({ code: 'ovaCorrupt' });
    }
  });
});
