import { Injectable } from '@nestjs/common';
import { type FileUse, FileUsers } from '../storage/file-users.js';

/** Knows the instances that are clones of images. */
export interface CloneSource {
  /** Names of the instances that are clones of an image. */
  namesOf(imageId: string): Promise<string[]>;
  /** How many clones each image has; images without any are left out. */
  counts(): Promise<ReadonlyMap<string, number>>;
  /** Tells the followers of the stream that the clones of an image are shown differently. */
  announce(imageId: string): Promise<void>;
}

/** Where images ask for their clones. Instances stand above images, so they come and register here. */
@Injectable()
export class Clones {
  private source: CloneSource | undefined;

  constructor(private readonly files: FileUsers) {}

  register(source: CloneSource): void {
    this.source = source;
  }

  async namesOf(imageId: string): Promise<string[]> {
    return (await this.source?.namesOf(imageId)) ?? [];
  }

  async counts(): Promise<ReadonlyMap<string, number>> {
    return (await this.source?.counts()) ?? new Map();
  }

  async announce(imageId: string): Promise<void> {
    await this.source?.announce(imageId);
  }

  /** Who uses the file of an image, besides the records: domains and volumes, also those that others made. */
  usersOf(path: string): Promise<FileUse> {
    return this.files.find([path]);
  }
}
