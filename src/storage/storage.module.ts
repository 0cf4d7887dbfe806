import { Module } from '@nestjs/common';
import { FileUsers } from './file-users.js';
import { PoolVolumes } from './pool-volumes.js';
import { StorageController } from './storage.controller.js';
import { StoragePools } from './storage-pools.js';
import { StorageCapacityCheck } from './storage-capacity-check.js';
import { VolumeMetadata } from './volume-metadata.js';
import { VolumePieces } from './volume-pieces.js';
import { StorageService } from './storage.service.js';

@Module({
  controllers: [StorageController],
  providers: [
    FileUsers,
    PoolVolumes,
    StoragePools,
    StorageCapacityCheck,
    StorageService,
    VolumeMetadata,
    VolumePieces,
  ],
  exports: [
    FileUsers,
    PoolVolumes,
    StoragePools,
    StorageCapacityCheck,
    StorageService,
    VolumeMetadata,
    VolumePieces,
  ],
})
export class StorageModule {}
