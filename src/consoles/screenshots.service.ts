import { Injectable } from '@nestjs/common';
import { buffer } from 'node:stream/consumers';
import { ConflictError, LibvirtFailedError, PicostackError, messageOf } from '../common/errors.js';
import { InstancesService } from '../instances/instances.service.js';
import { type Domain, LibvirtService, findDomain } from '../libvirt/index.js';
import { ppmToPng } from './ppm.js';

/** Pictures of the guests' screens. */
@Injectable()
export class ScreenshotsService {
  constructor(
    private readonly instances: InstancesService,
    private readonly libvirt: LibvirtService,
  ) {}

  /**
   * Take a picture of the first screen of a guest that runs, as PNG.
   * @throws NotFoundError, LibvirtUnavailableError; ConflictError where the guest is off, or goes off meanwhile
   */
  async take(idOrName: string): Promise<Buffer> {
    const { id, name } = await this.instances.get(idOrName);
    try {
      return await this.libvirt.withDomain(id, `take a screenshot of ${name}`, takeScreenshot);
    } catch (error) {
      // A guest can stop at any moment: whether it has is asked afterwards, when it can tell a fault from a stop.
      if (error instanceof PicostackError && !(error instanceof LibvirtFailedError)) throw error;
      await this.requireActive(idOrName);
      throw new ConflictError(
        'screenUnavailable',
        `The screen of "${name}" cannot be read now: ${messageOf(error)}. It has no screen, or starts or stops just now: try again in a moment.`,
      );
    }
  }

  /**
   * Check that there is a screen to take a picture of.
   * @throws NotFoundError, LibvirtUnavailableError, ConflictError where the guest is off
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
      `"${name}" is ${state === 'running' ? 'off' : state}: only a guest that runs has a screen.`,
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
