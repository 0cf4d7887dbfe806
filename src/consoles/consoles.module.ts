import { Module } from '@nestjs/common';
import { InstancesModule } from '../instances/instances.module.js';
import { ScreenshotsController } from './screenshots.controller.js';
import { ScreenshotsService } from './screenshots.service.js';

@Module({
  imports: [InstancesModule],
  controllers: [ScreenshotsController],
  providers: [ScreenshotsService],
})
export class ConsolesModule {}
