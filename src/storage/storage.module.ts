import { Module } from '@nestjs/common';
import { BackingFiles } from './backing-files.js';
import { StorageRoom } from './storage-room.js';
import { VolumeNotes } from './volume-notes.js';
import { StorageService } from './storage.service.js';

@Module({
  providers: [BackingFiles, StorageRoom, StorageService, VolumeNotes],
  exports: [BackingFiles, StorageRoom, StorageService, VolumeNotes],
})
export class StorageModule {}
