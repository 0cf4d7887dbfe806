import { Injectable } from '@nestjs/common';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { type PoolRole, StorageService } from './storage.service.js';

/** Stores short texts in volumes next to the disks that they describe. They survive the loss of the database. */
@Injectable()
export class VolumeMetadata {
  constructor(private readonly storage: StorageService) {}

  /** Write a text, and replace an existing one. */
  async write(role: PoolRole, name: string, content: string): Promise<void> {
    const bytes = Buffer.from(content);
    await this.storage.remove(role, name);
    await this.storage.create(role, {
      name,
      capacityBytes: bytes.length,
      format: 'raw',
      mode: '0600',
    });
    await pipeline(Readable.from([bytes]), await this.storage.upload(role, name));
  }

  /** Read a text. */
  async read(role: PoolRole, name: string): Promise<string> {
    return text(await this.storage.download(role, name));
  }
}
