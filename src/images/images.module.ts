import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StorageModule } from '../storage/storage.module.js';
import { Clones } from './clones.js';
import { ImageConversion } from './image-conversion.js';
import { ImageCleanup } from './image-cleanup.js';
import { ImageDownload } from './image-download.js';
import { ImageImporter } from './image-importer.js';
import { ImageMetadata } from './image-metadata.js';
import { ImagePublication } from './image-publication.js';
import { ImageReception } from './image-reception.js';
import { ImageUpload } from './image-upload.js';
import { ImageUrlImport } from './image-url-import.js';
import { ImageFiles } from './image-files.js';
import { ImageEntity } from './image.entity.js';
import { ImagesController } from './images.controller.js';
import { ImagesService } from './images.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([ImageEntity]), StorageModule],
  controllers: [ImagesController],
  providers: [
    Clones,
    ImageMetadata,
    ImageFiles,
    ImagesService,
    ImageConversion,
    ImageImporter,
    ImageUpload,
    ImageReception,
    ImageUrlImport,
    ImageDownload,
    ImagePublication,
    ImageCleanup,
  ],
  exports: [Clones, ImageMetadata, ImagePublication, ImagesService],
})
export class ImagesModule {}
