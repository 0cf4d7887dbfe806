import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StorageModule } from '../storage/storage.module.js';
import { ImageBuildsController } from './builds/image-builds.controller.js';
import { ImageBuilds } from './builds/image-builds.service.js';
import { Clones } from './clones.js';
import { ImageConversion } from './image-conversion.js';
import { ImageCleanup } from './image-cleanup.js';
import { ImageDownload } from './image-download.js';
import { ImageImporter } from './image-importer.js';
import { ImageMetadata } from './image-metadata.js';
import { ImagePublication } from './image-publication.js';
import { ImageReception } from './image-reception.js';
import { ImageRetirement } from './image-retirement.js';
import { ImageUpload } from './image-upload.js';
import { ImageUrlImport } from './image-url-import.js';
import { ImageVerification } from './image-verification.js';
import { ImageVersions } from './image-versions.js';
import { ImageVolumeImport } from './image-volume-import.js';
import { ImageFiles } from './image-files.js';
import { ImageEntity } from './image.entity.js';
import { ImagesController } from './images.controller.js';
import { ImagesService } from './images.service.js';
import { ReplacedImages } from './replaced-images.js';
import { ImageUploadEntity } from './uploads/image-upload.entity.js';
import { ResumableUploads } from './uploads/resumable-uploads.service.js';
import { UploadVolumes } from './uploads/upload-volumes.js';
import { UploadedContent } from './uploads/uploaded-content.js';
import { UploadsController, tusHeaders } from './uploads/uploads.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature([ImageEntity, ImageUploadEntity]), StorageModule],
  // First, because ImagesController takes any other path for a name.
  controllers: [ImageBuildsController, ImagesController, UploadsController],
  providers: [
    Clones,
    ImageMetadata,
    ImageFiles,
    ImageVersions,
    ImagesService,
    ImageConversion,
    ImageImporter,
    ImageUpload,
    ImageReception,
    ImageUrlImport,
    ImageBuilds,
    ImageVolumeImport,
    ImageDownload,
    ImagePublication,
    ImageRetirement,
    ImageVerification,
    ReplacedImages,
    UploadVolumes,
    UploadedContent,
    ResumableUploads,
    ImageCleanup,
  ],
  exports: [Clones, ImageMetadata, ImagePublication, ImagesService],
})
export class ImagesModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(tusHeaders).forRoutes(UploadsController);
  }
}
