import { Injectable } from '@nestjs/common';
import { LibvirtService } from '../libvirt/index.js';
import { type PoolRole, StoragePools } from './storage-pools.js';

/** Reads up to `length` bytes of a volume, or fewer at the end of its file. */
export type ReadPiece = (offset: number, length: number) => Promise<Buffer>;

/** Reads parts of volumes: headers and tables of disk images. */
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
}
