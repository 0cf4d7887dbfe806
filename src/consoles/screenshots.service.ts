import { Injectable } from '@nestjs/common';
import { buffer } from 'node:stream/consumers';
import { ConflictError } from '../common/errors.js';
import { InstancesService } from '../instances/instances.service.js';
import { LibvirtService } from '../libvirt/index.js';
import { ppmToPng } from './ppm.js';

/** Pictures of the guests' screens. */
@Injectable()
export class ScreenshotsService {
  constructor(
    private readonly instances: InstancesService,
    private readonly libvirt: LibvirtService,
  ) {}

  /** The first screen of a guest that runs, as PNG. @throws NotFoundError, ConflictError, LibvirtUnavailableError */
  async take(idOrName: string): Promise<Buffer> {
    this.libvirt.requireConnected();
    const { id, name, state } = await this.instances.get(idOrName);
    if (state !== 'running' && state !== 'paused' && state !== 'terminating') {
      throw new ConflictError(
        'notRunning',
        `"${name}" is ${state}: only a guest that runs has a screen.`,
        {
          state,
        },
      );
    }
    return this.libvirt.call(`take a picture of the screen of ${name}`, async (connection) => {
      const domain = await connection.domainLookupByUUID(id);
      const { mimeType, stream } = await domain.screenshot(0);
      const picture = await buffer(stream);
      return mimeType === 'image/png' ? picture : ppmToPng(picture);
    });
  }
}
