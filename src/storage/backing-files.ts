import { Injectable } from '@nestjs/common';
import { readVolume } from '../domain-xml/read.js';
import { LibvirtService, VIR_ERR_NO_STORAGE_VOL, isLibvirtError } from '../libvirt/index.js';
import { StorageService } from './storage.service.js';

/** Which disks stand on which files: also those that no record is about, because they were kept. */
@Injectable()
export class BackingFiles {
  constructor(
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
  ) {}

  /** Names of the volumes in the pool for disks whose backing file is the one at that path. */
  async disksOn(path: string): Promise<string[]> {
    return this.libvirt.call('read the backing files', async (connection) => {
      const pool = await connection.storagePoolLookupByName(`${this.storage.poolPrefix}-disks`);
      const names: string[] = [];
      for (const volume of await pool.listAllVolumes(0)) {
        const xml = await volume.getXMLDesc(0).catch((error: unknown) => {
          // It was deleted since it was listed.
          if (isLibvirtError(error, VIR_ERR_NO_STORAGE_VOL)) return undefined;
          throw error;
        });
        if (xml !== undefined && readVolume(xml).backingPath === path) names.push(volume.name);
      }
      return names;
    });
  }
}
