import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StorageModule } from '../storage/storage.module.js';
import { Clones } from './clones.js';
import { ImageContentService } from './image-content.service.js';
import { ImageDescriptions } from './image-descriptions.js';
import { ImageIntake } from './image-intake.js';
import { ImageRequests } from './image-requests.js';
import { ImageEntity } from './image.entity.js';
import { ImagesController } from './images.controller.js';
import { ImagesService } from './images.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([ImageEntity]), StorageModule],
  controllers: [ImagesController],
  providers: [
    Clones,
    ImageDescriptions,
    ImagesService,
    ImageIntake,
    ImageContentService,
    ImageRequests,
  ],
  exports: [Clones, ImageDescriptions, ImagesService],
})
export class ImagesModule {}
