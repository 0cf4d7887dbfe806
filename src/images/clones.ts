import { Injectable } from '@nestjs/common';
import { BackingFiles } from '../storage/backing-files.js';

/** Knows the instances that are clones of images. */
export interface CloneSource {
  /** Names of the instances that are clones of an image. */
  namesOf(imageId: string): Promise<string[]>;
  /** How many clones each image has; images without any are left out. */
  counts(): Promise<ReadonlyMap<string, number>>;
}

/** Where images ask for their clones. Instances stand above images, so they come and register here. */
@Injectable()
export class Clones {
  private source: CloneSource | undefined;

  constructor(private readonly backingFiles: BackingFiles) {}

  register(source: CloneSource): void {
    this.source = source;
  }

  async namesOf(imageId: string): Promise<string[]> {
    return (await this.source?.namesOf(imageId)) ?? [];
  }

  async counts(): Promise<ReadonlyMap<string, number>> {
    return (await this.source?.counts()) ?? new Map();
  }

  /** Names of the disks that are clones of the image in that file, whether an instance has them or they were kept. */
  disksOn(path: string): Promise<string[]> {
    return this.backingFiles.disksOn(path);
  }
}
