import { Injectable } from '@nestjs/common';
import { buffer } from 'node:stream/consumers';
import { ConflictError, LibvirtFailedError, PicostackError, messageOf } from '../common/errors.js';
import { InstancesService } from '../instances/instances.service.js';
import {
  type Connection,
  type Domain,
  LibvirtService,
  VIR_ERR_NO_DOMAIN,
  isLibvirtError,
} from '../libvirt/index.js';
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
      return await this.libvirt.call(`take a picture of the screen of ${name}`, (connection) =>
        takePicture(connection, id),
      );
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
      const domain = await lookUp(connection, id);
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

async function takePicture(connection: Connection, id: string): Promise<Buffer> {
  const domain = await connection.domainLookupByUUID(id);
  const { mimeType, stream } = await domain.screenshot(0);
  const picture = await buffer(stream);
  return mimeType === 'image/png' ? picture : ppmToPng(picture);
}

async function lookUp(connection: Connection, id: string): Promise<Domain | undefined> {
  try {
    return await connection.domainLookupByUUID(id);
  } catch (error) {
    if (isLibvirtError(error, VIR_ERR_NO_DOMAIN)) return undefined;
    throw error;
  }
}
