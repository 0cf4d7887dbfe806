import { Module } from '@nestjs/common';
import { BackingFiles } from './backing-files.js';
import { StoragePools } from './storage-pools.js';
import { StorageRoom } from './storage-room.js';
import { VolumeNotes } from './volume-notes.js';
import { StorageService } from './storage.service.js';

@Module({
  providers: [BackingFiles, StoragePools, StorageRoom, StorageService, VolumeNotes],
  exports: [BackingFiles, StoragePools, StorageRoom, StorageService, VolumeNotes],
})
export class StorageModule {}
