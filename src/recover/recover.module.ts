import { Module } from '@nestjs/common';
import { FlavoursModule } from '../flavours/flavours.module.js';
import { ImagesModule } from '../images/images.module.js';
import { InstancesModule } from '../instances/instances.module.js';
import { RecoverController } from './recover.controller.js';
import { RecoverService } from './recover.service.js';

@Module({
  imports: [FlavoursModule, ImagesModule, InstancesModule],
  controllers: [RecoverController],
  providers: [RecoverService],
})
export class RecoverModule {}
