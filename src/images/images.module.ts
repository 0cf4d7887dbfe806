import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StorageModule } from '../storage/storage.module.js';
import { ImageBuildsController } from './builds/image-builds.controller.js';
import { ImageBuilds } from './builds/image-builds.service.js';
import { Clones } from './clones.js';
import { ImageCompressor } from './import/image-compressor.js';
import { ImageConversion } from './import/image-conversion.js';
import { ImageCleanup } from './import/image-cleanup.js';
import { ImageDownload } from './lifecycle/image-download.js';
import { ImageImporter } from './import/image-importer.js';
import { ImageMetadata } from './image-metadata.js';
import { ImagePublication } from './lifecycle/image-publication.js';
import { ImageReception } from './import/image-reception.js';
import { ImageRetirement } from './lifecycle/image-retirement.js';
import { ImageUpload } from './import/image-upload.js';
import { ImageUrlImport } from './import/image-url-import.js';
import { ImageVerification } from './lifecycle/image-verification.js';
import { ImageVersions } from './lifecycle/image-versions.js';
import { ImageVolumeImport } from './import/image-volume-import.js';
import { ImageFiles } from './lifecycle/image-files.js';
import { ImageEntity } from './image.entity.js';
import { ImagesController } from './images.controller.js';
import { ImagesService } from './images.service.js';
import { ReplacedImages } from './lifecycle/replaced-images.js';
import { ImageUploadEntity } from './import/uploads/image-upload.entity.js';
import { ResumableUploads } from './import/uploads/resumable-uploads.service.js';
import { UploadVolumes } from './import/uploads/upload-volumes.js';
import { UploadedContent } from './import/uploads/uploaded-content.js';
import { UploadsController, tusHeaders } from './import/uploads/uploads.controller.js';

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
    ImageCompressor,
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
