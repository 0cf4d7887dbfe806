import { Injectable } from '@nestjs/common';
import { type FileUse, FileUsers } from '../storage/file-users.js';

/** Knows the clones of images. */
export interface CloneSource {
  /** The names of the instances that are clones of an image. */
  namesOf(imageId: string): Promise<string[]>;
  /** The number of clones of each image; images without clones are missing. */
  counts(): Promise<ReadonlyMap<string, number>>;
  /** Announce on the event stream that the clones of an image have changed. */
  announce(imageId: string): Promise<void>;
}

/** Gives images access to their clones. Images must not import instances, so instances register here. */
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

  /** Find the domains and volumes that use the file of an image, also those that picostack does not manage. */
  usersOf(path: string): Promise<FileUse> {
    return this.files.find([path]);
  }
}
