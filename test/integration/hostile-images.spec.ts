import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EventDto } from '../../src/events/dto.js';
import type { ImageFormat } from '../../src/images/dto.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { cd } from '../support/cd.js';
import { listenForVisitors } from '../support/network.js';
import { ova } from '../support/ova.js';
import {
  QCOW2_CORRUPT,
  QCOW2_DATA_FILE_EXTENSION,
  QCOW2_DIRTY,
  QCOW2_EXTERNAL_DATA,
  qcow2,
  qcow2WithData,
} from '../support/qcow2.js';
import { RemoteServer, serveFile } from '../support/remote-server.js';
import { TestServer } from '../support/test-server.js';
import { TusUpload } from '../support/tus-upload.js';
import { run, virsh, volumeNames } from '../support/virsh.js';
import { eventually, within } from '../support/wait.js';

const MIB = 1024 ** 2;
const MAX_GIB = 8;

let server: TestServer;
/** The files in the data folder of an idle server. */
let idleFiles: string[];
let count = 0;

beforeAll(async () => {
  server = await TestServer.start({
    env: { PICOSTACK_MAX_IMAGE_GIB: String(MAX_GIB), PICOSTACK_IMPORT_NETWORKS: '127.0.0.1' },
  });
  idleFiles = (await readdir(server.dataDir, { recursive: true })).toSorted();
});
afterEach(async () => {
  // What should have been refused must not fail every test that follows.
  const { items } = await server.api.images();
  for (const { id } of items) await server.api.ask('DELETE', `/images/${id}`);
});
afterAll(() => server?.dispose());

async function expectNothingLeft(): Promise<void> {
  expect((await server.api.images()).items).toEqual([]);
  expect(await volumeNames(server.imagesPool)).toEqual([]);
  // Not every file in a pool is a volume.
  expect(await readdir(join(server.folder, 'pools', 'images'))).toEqual([]);
  expect((await readdir(server.dataDir, { recursive: true })).toSorted()).toEqual(idleFiles);
}

/** Upload content, and expect that the server refuses it and records only an event. */
async function expectRefused(
  format: ImageFormat,
  bytes: Uint8Array | ReadableStream<Uint8Array>,
  code: string | RegExp,
): Promise<void> {
  const { id, name } = await server.api.expectImage({ name: `hostile-${(count += 1)}`, format });
  const problem = await server.api.refused('PUT', `/images/${id}/content`, bytes);
  expect(problem.status).toBe(422);
  expect(problem.code).toMatch(code);
  await expectNothingLeft();
  const { items } = await server.api.ask<{ items: EventDto[] }>('GET', '/events?limit=1');
  expect(items).toMatchObject([
    { kind: 'image.failed', resource: { name }, cause: problem.detail },
  ]);
}

/** A file that qemu-img creates. */
async function createdByQemuImg(format: string): Promise<Buffer> {
  const path = join(server.folder, 'import', `made.${format}`);
  await run('qemu-img', 'create', '-q', '-f', format, path, '16M');
  return readFile(path);
}

/** The beginning of a LUKS volume: magic, version 1, cipher, mode and hash. */
function luksHeader(): Buffer {
  const bytes = Buffer.alloc(2 * MIB);
  bytes.write('LUKS\xba\xbe', 'latin1');
  bytes.writeUInt16BE(1, 6);
  bytes.write('aes', 8);
  bytes.write('xts-plain64', 40);
  bytes.write('sha256', 72);
  return bytes;
}

describe('a qcow2 that refers to another file', () => {
  it.each(['/etc/passwd', 'disk.raw', 'json:{"driver":"file","filename":"/etc/shadow"}'])(
    'is refused: the backing file %s',
    async (backingFile) => {
      await expectRefused('qcow2', qcow2({ backingFile }), 'imageHasBackingFile');
      await expectRefused('qcow2', qcow2({ backingFile, version: 2 }), 'imageHasBackingFile');
    },
  );

  it('is refused: a backing file on the network, to which the server does not connect', async () => {
    const nbd = await listenForVisitors();
    try {
      const backingFile = `nbd://127.0.0.1:${nbd.port}/x`;
      await expectRefused('qcow2', qcow2({ backingFile }), 'imageHasBackingFile');
      expect(nbd.visitors()).toBe(0);
    } finally {
      await nbd.close();
    }
  });

  it('is refused: a data file, which is not changed', async () => {
    const target = join(server.folder, 'import', 'target');
    await writeFile(target, 'secret');
    const extensions = [{ type: QCOW2_DATA_FILE_EXTENSION, text: target }];
    const incompatibleFeatures = QCOW2_EXTERNAL_DATA;
    await expectRefused('qcow2', qcow2({ incompatibleFeatures }), 'imageHasDataFile');
    await expectRefused('qcow2', qcow2({ extensions }), 'imageHasDataFile');
    await expectRefused('qcow2', qcow2({ extensions, incompatibleFeatures }), 'imageHasDataFile');
    expect(await readFile(target, 'utf8')).toBe('secret');
  });
});

describe('content of another format than declared', () => {
  it('is refused: a qcow2 declared raw, whole or before an ISO', async () => {
    await expectRefused('raw', qcow2(), 'imageFormatMismatch');
    const iso = Buffer.alloc(MIB);
    iso.write('CD001', 0x8001);
    qcow2({ backingFile: '/etc/passwd' }).copy(iso, 0, 0, 2048);
    await expectRefused('raw', iso, 'imageFormatMismatch');
  });

  it('is refused: raw declared qcow2', async () => {
    await expectRefused('qcow2', randomBytes(MIB), 'imageFormatMismatch');
    await expectRefused('qcow2', Buffer.alloc(MIB), 'imageFormatMismatch');
  });

  it('is refused: a text VMDK with an extent on the host', async () => {
    const vmdk = Buffer.alloc(64 * 1024);
    vmdk.write(
      '# Disk DescriptorFile\nversion=1\nCID=1\nparentCID=ffffffff\ncreateType="monolithicFlat"\nRW 8 FLAT "/etc/passwd" 0\n',
    );
    await expectRefused('raw', vmdk, 'imageFormatMismatch');
  });

  it.each(['vmdk', 'vdi', 'vhdx', 'vpc', 'qed', 'parallels', 'luks'])(
    'is refused by the name of its format: %s',
    async (format) => {
      // qemu-img cannot create LUKS on every host, because it first measures the speed of the processor.
      const bytes = format === 'luks' ? luksHeader() : await createdByQemuImg(format);
      await expectRefused('raw', bytes, 'imageFormatMismatch');
      await expectRefused('qcow2', bytes, 'imageFormatMismatch');
    },
  );

  it.each(['vmdk', 'vdi', 'vhdx', 'vpc'] as const)(
    'is refused: a %s whose guest sees a qcow2 with a backing file',
    async (format) => {
      const inner = join(server.folder, 'import', 'inner.raw');
      const outer = join(server.folder, 'import', `outer.${format}`);
      const bytes = Buffer.alloc(4 * MIB);
      qcow2({ backingFile: '/etc/passwd' }).copy(bytes, 0, 0, 64 * 1024);
      await writeFile(inner, bytes);
      await run('qemu-img', 'convert', '-q', '-f', 'raw', '-O', format, inner, outer);
      await expectRefused(format, await readFile(outer), 'imageFormatMismatch');
      // Before libvirt converts it: the sizes of the two disks would differ then, with the same code.
      const { items } = await server.api.ask<{ items: EventDto[] }>('GET', '/events?limit=1');
      expect(items[0]?.cause).toContain('one disk image inside another');
    },
  );

  it('keeps the header of a foreign disk from libvirt, which would open what it names', async () => {
    const vmdk = Buffer.concat([await createdByQemuImg('vmdk'), Buffer.alloc(MIB, 1)]);
    const { id } = await server.api.expectImage({ name: 'slow', format: 'vmdk' });
    const upload = server.api.beginUpload(id, vmdk.subarray(0, 128 * 1024), vmdk.length);
    const path = join(server.folder, 'pools', 'images', `${id}.incoming`);
    // The file has its whole length before the first bytes arrive.
    const head = await eventually('the first bytes', 30_000, async () => {
      const bytes = await readFile(path).catch(() => Buffer.alloc(0));
      return bytes.includes('KDMV') ? bytes : undefined;
    }).finally(() => upload.destroy());
    expect(head.subarray(0, 64 * 1024).every((byte) => byte === 0)).toBe(true);
    expect(head.toString('latin1', 64 * 1024, 64 * 1024 + 4)).toBe('KDMV');
    await eventually('the end of the upload', 30_000, async () =>
      (await server.api.images()).items.length === 0 ? true : undefined,
    );
  });

  it('is refused: an archive with files in it', async () => {
    const zip = Buffer.alloc(4096);
    zip.write('PK\x03\x04', 'latin1');
    await expectRefused('raw', zip, 'imageCompressed');
    const tar = Buffer.alloc(4096);
    tar.write('ustar', 257);
    await expectRefused('raw', tar, 'imageCompressed');
    await expectRefused('raw', gzipSync(tar), 'imageCompressed');
    await expectRefused('qcow2', gzipSync(gzipSync(randomBytes(4096))), 'imageCompressed');
  });

  it('is refused: compressed content that is damaged', async () => {
    for (const magic of ['\x1f\x8b\x08', '\xfd7zXZ\0', '\x28\xb5\x2f\xfd', 'BZh9']) {
      const bytes = Buffer.alloc(4096);
      bytes.write(magic, 'latin1');
      await expectRefused('raw', bytes, 'imageCorrupt');
      await expectRefused('qcow2', streamOf(bytes), 'imageCorrupt');
    }
  });

  it('is refused in the same way when it is compressed', async () => {
    await expectRefused('raw', gzipSync(Buffer.alloc(MIB * 200)), 'imageNotBootable');
    await expectRefused('qcow2', gzipSync(randomBytes(4096)), 'imageFormatMismatch');
    await expectRefused('raw', gzipSync(qcow2()), 'imageFormatMismatch');
    await expectRefused('raw', gzipSync(randomBytes(100)), 'imageTooShort');
    const backingFile = '/etc/passwd';
    await expectRefused('qcow2', gzipSync(qcow2({ backingFile })), 'imageHasBackingFile');
    const extensions = [{ type: QCOW2_DATA_FILE_EXTENSION, text: '/etc/passwd' }];
    await expectRefused('qcow2', gzipSync(qcow2({ extensions })), 'imageHasDataFile');
  });
});

describe('a file that is declared to be a disk image', () => {
  const text = Buffer.from('no disk at all\n'.repeat(100));

  it('is refused: a text file, whatever its declared format', async () => {
    await expectRefused('qcow2', text, 'imageFormatMismatch');
    await expectRefused('raw', text, 'imageNotBootable');
    await expectRefused('raw', Buffer.alloc(MIB), 'imageNotBootable');
    await expectRefused('raw', streamOf(randomBytes(MIB)), 'imageNotBootable');
  });

  it('is accepted as raw with allowUnbootable, and reported as not bootable', async () => {
    const options = { name: 'data', format: 'raw', allowUnbootable: true } as const;
    const { id } = await server.api.expectImage(options);
    const ready = await server.api.ask('PUT', `/images/${id}/content`, text);
    expect(ready).toMatchObject({ status: 'ready', hasBootSignature: false });
    await server.api.ask('DELETE', `/images/${id}`);
  });

  it.each([
    ['a boot sector', 510, '\x55\xaa'],
    ['a GPT', 512, 'EFI PART'],
    ['a GPT of sectors of 4096 bytes', 4096, 'EFI PART'],
  ])('is bootable with %s', async (_, offset, signature) => {
    const bytes = randomBytes(64 * 1024);
    bytes.fill(0, 0, 64);
    bytes.write(signature, offset, 'latin1');
    const { id } = await server.api.expectImage({ name: 'disk', format: 'raw' });
    const ready = await server.api.ask('PUT', `/images/${id}/content`, bytes);
    expect(ready).toMatchObject({ status: 'ready', hasBootSignature: true });
    await server.api.ask('DELETE', `/images/${id}`);
  });

  it.each([
    ['bad.qcow2', 'raw', 'imageFormatMismatch'],
    ['disk.raw', 'qcow2', 'imageFormatMismatch'],
    ['disk.VMDK', 'raw', 'imageFormatMismatch'],
    ['disk.vhd', 'raw', 'imageFormatMismatch'],
    ['disk.qcow2.xz', 'raw', 'imageFormatMismatch'],
    ['disk.raw.tar.gz', 'raw', 'imageCompressed'],
    ['disk.tgz', 'raw', 'imageCompressed'],
    ['disk.zip', 'raw', 'imageCompressed'],
    ['machine.ova', 'vmdk', 'imageFormatMismatch'],
    ['disk.vdi', 'vmdk', 'imageFormatMismatch'],
  ] as const)('is refused by its name: %s declared as %s', async (fileName, format, code) => {
    const body = { name: 'named', format, fileName };
    const problem = await server.api.refused('POST', '/images', body);
    expect(problem).toMatchObject({ status: 422, code });
    expect(problem.detail).toContain(fileName);
    const path = join(server.folder, 'import', fileName);
    await writeFile(path, qcow2());
    const imported = await server.api.refused('POST', '/images', { name: 'named', format, path });
    expect(imported).toMatchObject({ status: 422, code });
    await expectNothingLeft();
  });

  it('is refused: a fixed VHD, which only its footer identifies', async () => {
    const bytes = Buffer.alloc(MIB);
    bytes.writeUInt16LE(0xaa55, 510);
    bytes.write('conectix', MIB - 512, 'latin1');
    await expectRefused('raw', bytes, 'imageFormatMismatch');
    await expectRefused('raw', streamOf(bytes), 'imageFormatMismatch');
  });
});

describe('a qcow2 that expands', () => {
  const small = { virtualSizeBytes: 8 * MIB };
  it.each([
    [
      'one L2 table and one cluster for 2 GiB',
      { virtualSizeBytes: 2 * 1024 * MIB, sharesL2: true, sharesClusters: true },
      'imageCorrupt',
    ],
    ['one cluster for all', { ...small, sharesClusters: true }, 'imageCorrupt'],
    [
      'one compressed cluster for all',
      { ...small, sharesClusters: true, isCompressed: true },
      'imageCorrupt',
    ],
    ['tables outside the file', { ...small, changeL1: () => 1n << 50n }, 'imageCorrupt'],
    ['clusters outside the file', { ...small, changeL2: () => 1n << 50n }, 'imageCorrupt'],
    [
      'to hundreds of times its size',
      { virtualSizeBytes: 512 * MIB, isCompressed: true },
      'imageTooLarge',
    ],
  ])('is refused before it is converted: %s', async (_, options, code) => {
    await expectRefused('qcow2', qcow2WithData(options), code);
  });

  it('is accepted if its size is normal for disks', async () => {
    const content = qcow2WithData({ virtualSizeBytes: 16 * MIB, isCompressed: true });
    const { id } = await server.api.expectImage({ name: 'good', format: 'qcow2' });
    const ready = await server.api.ask('PUT', `/images/${id}/content`, content);
    expect(ready).toMatchObject({ status: 'ready', virtualSizeBytes: 16 * MIB });
    await server.api.ask('DELETE', `/images/${id}`);
  });
});

describe('content that is not a complete image', () => {
  it.each([0, 1, 100, 511])('is refused: %i bytes', async (length) => {
    await expectRefused('raw', Buffer.alloc(length, 1), 'imageTooShort');
    await expectRefused('qcow2', qcow2().subarray(0, length), 'imageTooShort');
  });

  it('is refused: a qcow2 that ends within its header or before its tables', async () => {
    for (const length of [512, 64 * 1024, 128 * 1024, 192 * 1024]) {
      await expectRefused('qcow2', qcow2().subarray(0, length), 'imageCorrupt');
    }
    await expectRefused('qcow2', streamOf(qcow2().subarray(0, 104)), 'imageTooShort');
  });
});

describe('a qcow2 with an invalid or unsupported header', () => {
  const huge = BigInt(MAX_GIB) * 1024n ** 3n + 1024n ** 2n;
  it.each([
    ['dirty', { incompatibleFeatures: QCOW2_DIRTY }, 'imageDirty'],
    ['corrupt', { incompatibleFeatures: QCOW2_CORRUPT }, 'imageCorrupt'],
    ['with an unknown feature', { incompatibleFeatures: 1n << 5n }, 'imageUnsupported'],
    ['with the last feature bit', { incompatibleFeatures: 1n << 63n }, 'imageUnsupported'],
    ['of version 1', { version: 1 }, 'imageUnsupported'],
    ['of version 4', { version: 4 }, 'imageUnsupported'],
    ['encrypted (AES)', { encryption: 1 }, 'imageEncrypted'],
    ['encrypted (LUKS)', { encryption: 2 }, 'imageEncrypted'],
    ['larger than allowed', { virtualSizeBytes: huge }, 'imageTooLarge'],
    ['of 2^63 bytes', { virtualSizeBytes: 1n << 63n }, 'imageCorrupt'],
    ['of no bytes', { virtualSizeBytes: 0n }, 'imageCorrupt'],
    ['with clusters of 2^31 bytes', { clusterBits: 31 }, 'imageCorrupt'],
    ['with clusters of 1 byte', { clusterBits: 0 }, 'imageCorrupt'],
    ['with an L1 table of 32 GiB', { l1Entries: 0xffff_ffff }, 'imageCorrupt'],
    ['with an L1 table outside the file', { l1Offset: 1n << 40n }, 'imageCorrupt'],
    ['with an L1 table in the header', { l1Offset: 0n }, 'imageCorrupt'],
    ['with an unaligned L1 table', { l1Offset: 196_609n }, 'imageCorrupt'],
    ['with refcounts outside the file', { refcountOffset: 1n << 40n }, 'imageCorrupt'],
    ['with a refcount width of 2^31', { refcountOrder: 31 }, 'imageCorrupt'],
    ['with a header of 4 GiB', { headerLength: 0xffff_fff8 }, 'imageCorrupt'],
    ['with a header of 8 bytes', { headerLength: 8 }, 'imageCorrupt'],
  ])('is refused: %s', async (_, options, code) => {
    await expectRefused('qcow2', qcow2(options), code);
  });

  it('is accepted without the fault', async () => {
    for (const version of [2, 3]) {
      const { id } = await server.api.expectImage({ name: 'good', format: 'qcow2' });
      await server.api.ask('PUT', `/images/${id}/content`, qcow2({ version }));
      await server.api.ask('DELETE', `/images/${id}`);
    }
  });
});

/** The same gate for every way in. */
describe('by every way in', () => {
  let remote: RemoteServer;
  let content: Buffer;
  let visitors: Awaited<ReturnType<typeof listenForVisitors>>;
  const canary = (): string => join(server.folder, 'import', 'canary');
  const pool = (): string => server.name('hostile');

  beforeAll(async () => {
    remote = await RemoteServer.start((request, response) =>
      serveFile(request, response, { content }),
    );
    visitors = await listenForVisitors();
    const folder = join(server.folder, 'hostile');
    await mkdir(folder);
    await virsh('pool-create-as', pool(), 'dir', '--target', folder);
  });
  afterAll(async () => {
    await virsh('pool-destroy', pool());
    await visitors?.close();
    await remote?.[Symbol.asyncDispose]();
  });

  /** The code of the refusal of an import that is an operation. */
  async function codeOf(body: object): Promise<string | undefined> {
    const operation = await server.api.ask<OperationDto>('POST', '/images', body);
    return codeOfOperation(`/operations/${operation.id}`);
  }

  function codeOfOperation(path: string): Promise<string | undefined> {
    return eventually('the end of the import', 30_000, async () => {
      const { status, error } = await server.api.ask<OperationDto>('GET', path);
      return status === 'queued' || status === 'running' ? undefined : (error?.code ?? status);
    });
  }

  async function codeOfPut(format: ImageFormat, bytes: Buffer): Promise<string> {
    const { id } = await server.api.expectImage({ name: 'hostile', format });
    return (await server.api.refused('PUT', `/images/${id}/content`, bytes)).code;
  }

  const ways: Readonly<Record<string, (format: ImageFormat) => Promise<string | undefined>>> = {
    upload: (format) => codeOfPut(format, content),
    compressed: (format) => codeOfPut(format, gzipSync(content)),
    'OVA member': async () => codeOfPut('ova', await ova([{ name: 'disk', content }])),
    'compressed OVA member': async () =>
      codeOfPut('ova', await ova([{ name: 'disk', content: gzipSync(content) }])),
    resumable: async (format) => {
      const { id } = await server.api.expectImage({ name: 'hostile', format });
      const upload = new TusUpload(server.api, id);
      await upload.create(content.length);
      const { status, body } = await upload.patch(0, content);
      // What the beginning does not show, the import finds.
      if (status !== 204) return (body as { readonly code: string }).code;
      const query = `/operations?resourceId=${id}`;
      const { items } = await server.api.ask<{ items: OperationDto[] }>('GET', query);
      return codeOfOperation(`/operations/${items[0]?.id}`);
    },
    URL: (format) => codeOf({ name: 'hostile', format, url: remote.url('/image').href }),
    'host path': async (format) => {
      const path = join(server.folder, 'import', 'hostile');
      await writeFile(path, content);
      return codeOf({ name: 'hostile', format, path });
    },
    'pool volume': async (format) => {
      await writeFile(join(server.folder, 'hostile', 'volume'), content);
      return codeOf({ name: 'hostile', format, volume: { pool: pool(), name: 'volume' } });
    },
  };

  it.each<[string, ImageFormat, () => Buffer, string]>([
    [
      'a qcow2 with a backing file on the network',
      'qcow2',
      () => qcow2({ backingFile: `nbd://127.0.0.1:${visitors.port}/x` }),
      'imageHasBackingFile',
    ],
    [
      'a qcow2 with a backing file in JSON',
      'qcow2',
      () =>
        qcow2({ backingFile: `json:{"driver":"nbd","host":"127.0.0.1","port":${visitors.port}}` }),
      'imageHasBackingFile',
    ],
    [
      'a qcow2 with a data file',
      'qcow2',
      () =>
        qcow2({
          incompatibleFeatures: QCOW2_EXTERNAL_DATA,
          extensions: [{ type: QCOW2_DATA_FILE_EXTENSION, text: canary() }],
        }),
      'imageHasDataFile',
    ],
    [
      'a VMDK that is a text with another file',
      'vmdk',
      () =>
        Buffer.from(
          `# Disk DescriptorFile\nversion=1\ncreateType="monolithicFlat"\nRW 8 FLAT "/etc/passwd" 0\n`.padEnd(
            4096,
            '\n',
          ),
        ),
      'imageFormatMismatch',
    ],
    [
      'a CD that is also a qcow2',
      'iso',
      () => {
        const both = cd();
        qcow2({ backingFile: '/etc/passwd' }).copy(both, 0, 0, 2048);
        return both;
      },
      'imageFormatMismatch',
    ],
    [
      'a qcow2 that expands',
      'qcow2',
      () => qcow2WithData({ virtualSizeBytes: 8 * MIB, sharesClusters: true }),
      'imageCorrupt',
    ],
  ])('is refused: %s', async (_, format, make, code) => {
    content = make();
    const codes: Record<string, string | undefined> = {};
    for (const [way, bringIn] of Object.entries(ways)) codes[way] = await bringIn(format);
    expect(codes).toEqual(Object.fromEntries(Object.keys(ways).map((way) => [way, code])));
    await expectNothingLeft();
    expect(visitors.visitors()).toBe(0);
    expect(existsSync(canary())).toBe(false);
  });
});

describe('an upload that is refused early', () => {
  it('gets its response before it is complete, while the server processes other requests', async () => {
    const { id } = await server.api.expectImage({ name: 'large', format: 'raw' });
    const path = join(server.folder, 'import', 'large');
    await writeFile(path, Buffer.concat([qcow2(), Buffer.alloc(64 * MIB)]));
    const url = `${server.api.url}/api/v1/images/${id}/content`;
    const authorization = `Authorization: Bearer ${server.api.token}`;
    const options = '--silent --show-error --max-time 30 --header Expect: --upload-file'.split(' ');
    const status = ['--write-out', ' %{http_code}'];
    const output = run('curl', ...options, path, '--header', authorization, ...status, url);
    expect((await server.api.request('GET', '/healthz')).status).toBe(200);
    expect(await output).toMatch(/"code":"imageFormatMismatch".* 422$/);
    await expectNothingLeft();
  });

  it('is refused by its Content-Length if that is larger than allowed', async () => {
    const { id } = await server.api.expectImage({ name: 'endless', format: 'raw' });
    const upload = server.api.beginUpload(id, Buffer.alloc(128 * 1024), 2 ** 40);
    const responded = once(upload, 'response');
    const [response]: IncomingMessage[] = await within('the refusal', 30_000, responded);
    expect(response?.statusCode).toBe(422);
    upload.destroy();
    await expectNothingLeft();
  });
});

function streamOf(bytes: Buffer): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}
