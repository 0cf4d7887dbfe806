import { Module } from '@nestjs/common';
import { StorageModule } from '../storage/storage.module.js';
import { HostAdmission } from './host-admission.js';
import { HostController } from './host.controller.js';
import { HostService } from './host.service.js';

@Module({
  imports: [StorageModule],
  controllers: [HostController],
  providers: [HostAdmission, HostService],
  exports: [HostAdmission, HostService],
})
export class HostModule {}
