import { Module } from '@nestjs/common';
import { StorageRoom } from './storage-room.js';
import { StorageService } from './storage.service.js';

@Module({
  providers: [StorageRoom, StorageService],
  exports: [StorageRoom, StorageService],
})
export class StorageModule {}
