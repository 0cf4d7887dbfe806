import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StorageModule } from '../storage/storage.module.js';
import { Clones } from './clones.js';
import { ImageConversion } from './image-conversion.js';
import { ImageContentService } from './image-content.service.js';
import { ImageDescriptions } from './image-descriptions.js';
import { ImageIntake } from './image-intake.js';
import { ImagePublication } from './image-publication.js';
import { ImageRemains } from './image-remains.js';
import { ImageRequests } from './image-requests.js';
import { ImageFiles } from './image-files.js';
import { ImageEntity } from './image.entity.js';
import { ImagesController } from './images.controller.js';
import { ImagesService } from './images.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([ImageEntity]), StorageModule],
  controllers: [ImagesController],
  providers: [
    Clones,
    ImageDescriptions,
    ImageFiles,
    ImagesService,
    ImageConversion,
    ImageIntake,
    ImageContentService,
    ImagePublication,
    ImageRemains,
    ImageRequests,
  ],
  exports: [Clones, ImageDescriptions, ImagePublication, ImagesService],
})
export class ImagesModule {}
