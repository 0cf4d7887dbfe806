import { Module } from '@nestjs/common';
import { HostAdmission } from './host-admission.js';
import { HostController } from './host.controller.js';
import { HostService } from './host.service.js';

@Module({
  controllers: [HostController],
  providers: [HostAdmission, HostService],
  exports: [HostAdmission, HostService],
})
export class HostModule {}
