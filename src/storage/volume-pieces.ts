import { Injectable } from '@nestjs/common';
import type { Writable } from 'node:stream';
import { LibvirtService } from '../libvirt/index.js';
import { type PoolRole, StoragePools } from './storage-pools.js';

/** Reads up to `length` bytes of a volume, or fewer at the end of its file. */
export type ReadPiece = (offset: number, length: number) => Promise<Buffer>;

/** Opens a stream that writes a volume from an offset. Its end is the end of the stream. */
export type OpenPiece = (offset: number) => Promise<Writable>;

/** Reads and writes parts of volumes: headers and tables of disk images, uploads that are resumed. */
@Injectable()
export class VolumePieces {
  constructor(
    private readonly libvirt: LibvirtService,
    private readonly pools: StoragePools,
  ) {}

  /** Call `work` with a function that reads from the volume on a separate connection. */
  read<T>(role: PoolRole, name: string, work: (read: ReadPiece) => Promise<T>): Promise<T> {
    return this.libvirt.call(`read the volume ${name}`, async (connection) => {
      const own = await connection.duplicate();
      try {
        const volume = await (await this.pools.open(role, own)).storageVolLookupByName(name);
        return await work(async (offset, length) => {
          const chunks: Buffer[] = [];
          for await (const chunk of await volume.download(offset, length, 0)) chunks.push(chunk);
          return Buffer.concat(chunks);
        });
      } finally {
        await own.close();
      }
    });
  }
  /** Call `work` with a function that opens streams into the volume, one after the other, on a separate connection. */
  write<T>(role: PoolRole, name: string, work: (open: OpenPiece) => Promise<T>): Promise<T> {
    const doing = `write the volume ${name} in the storage pool ${this.pools.nameOf(role)}`;
    return this.libvirt.call(doing, async (connection) => {
      const own = await connection.duplicate();
      try {
        const volume = await (await this.pools.open(role, own)).storageVolLookupByName(name);
        return await work((offset) => volume.upload(offset, 0, 0));
      } finally {
        await own.close();
      }
    });
  }
}
