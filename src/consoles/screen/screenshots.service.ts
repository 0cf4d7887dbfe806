import { Injectable } from '@nestjs/common';
import { buffer } from 'node:stream/consumers';
import {
  ConflictError,
  LibvirtFailedError,
  PicostackError,
  messageOf,
} from '../../common/errors.js';
import { InstancesService } from '../../instances/instances.service.js';
import { type Domain, LibvirtService, findDomain } from '../../libvirt/index.js';
import { ppmToPng } from './ppm.js';

/** Takes screenshots of guests. */
@Injectable()
export class ScreenshotsService {
  constructor(
    private readonly instances: InstancesService,
    private readonly libvirt: LibvirtService,
  ) {}

  /**
   * Take a screenshot of the first screen of a running guest, as PNG.
   * @throws NotFoundError, LibvirtUnavailableError; ConflictError if the guest is off, or stops meanwhile
   */
  async take(idOrName: string): Promise<Buffer> {
    const { id, name } = await this.instances.get(idOrName);
    try {
      return await this.libvirt.withDomain(id, `take a screenshot of ${name}`, takeScreenshot);
    } catch (error) {
      // A guest can stop at any time, so check its state after an error to tell the two cases apart.
      if (error instanceof PicostackError && !(error instanceof LibvirtFailedError)) throw error;
      await this.requireActive(idOrName);
      throw new ConflictError(
        'screenUnavailable',
        `Cannot read the screen of "${name}" now: ${messageOf(error)}. It has no screen, or is starting or stopping: try again in a moment.`,
      );
    }
  }

  /**
   * Check that the guest has a screen.
   * @throws NotFoundError, LibvirtUnavailableError, ConflictError if the guest is off
   */
  async requireActive(idOrName: string): Promise<void> {
    const { id, name, state } = await this.instances.get(idOrName);
    const isActive = await this.libvirt.call(`look for ${name}`, async (connection) => {
      const domain = await findDomain(connection, id);
      return domain !== undefined && (await domain.isActive());
    });
    if (isActive) return;
    throw new ConflictError(
      'notRunning',
      `"${name}" is ${state === 'running' ? 'off' : state}. Only a running guest has a screen.`,
      { state },
    );
  }
}

/** Returns a PNG: QEMU 7.1 and later encode one themselves, older versions return a PPM. */
async function takeScreenshot(domain: Domain): Promise<Buffer> {
  const { mimeType, stream } = await domain.screenshot(0);
  const screenshot = await buffer(stream);
  return mimeType === 'image/png' ? screenshot : ppmToPng(screenshot);
}
