import { Module } from '@nestjs/common';
import { FileUsers } from './file-users.js';
import { StoragePools } from './storage-pools.js';
import { StorageRoom } from './storage-room.js';
import { VolumeNotes } from './volume-notes.js';
import { VolumePieces } from './volume-pieces.js';
import { StorageService } from './storage.service.js';

@Module({
  providers: [FileUsers, StoragePools, StorageRoom, StorageService, VolumeNotes, VolumePieces],
  exports: [FileUsers, StoragePools, StorageRoom, StorageService, VolumeNotes, VolumePieces],
})
export class StorageModule {}
