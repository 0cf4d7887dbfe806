import { Module } from '@nestjs/common';
import { StorageRoom } from './storage-room.js';
import { VolumeNotes } from './volume-notes.js';
import { StorageService } from './storage.service.js';

@Module({
  providers: [StorageRoom, StorageService, VolumeNotes],
  exports: [StorageRoom, StorageService, VolumeNotes],
})
export class StorageModule {}
