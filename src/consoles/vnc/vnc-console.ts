import { Injectable, Logger } from '@nestjs/common';
import type { Socket } from 'node:net';
import { createWebSocketStream } from 'ws';
import { messageOf, PicostackError } from '../../common/errors.js';
import { CLOSE, type ConsoleViewer } from '../viewers/console-viewers.js';
import { beginShared, letIn } from './rfb-handshake.js';
import { VncConnections } from './vnc-connections.js';

/** How much may wait for a viewer who reads slowly; QEMU then sends no more. */
const BUFFER_BYTES = 256 * 1024;

/** Connects viewers with the screens of guests. Each has a connection of its own, which QEMU shares the screen with. */
@Injectable()
export class VncConsole {
  private readonly logger = new Logger(VncConsole.name);

  constructor(private readonly connections: VncConnections) {}

  /** Connect a viewer; ends when one of both sides does. */
  async serve(viewer: ConsoleViewer, id: string, name: string): Promise<void> {
    let guest: Socket | undefined;
    const client = createWebSocketStream(viewer.socket, { highWaterMark: BUFFER_BYTES });
    client.on('error', () => viewer.socket.terminate());
    viewer.onEnd(() => {
      guest?.destroy();
      // What the viewer still sends is thrown away. Destroying the stream would cut off the message that ends the connection.
      client.unpipe();
      client.resume();
    });
    try {
      guest = await this.connections.open(id, name);
      guest.on('error', () => guest?.destroy());
      const onEnd = (): void => viewer.end(CLOSE.guestEnded, 'guestEnded');
      guest.once('end', onEnd);
      guest.once('close', onEnd);
      await letIn(client);
      await beginShared(client, guest);
      // The access may have ended meanwhile.
      if (viewer.hasEnded) throw new Error('The viewer is gone');
      // The ends are above: a pipe would end the connection without a code.
      guest.pipe(client, { end: false });
      client.pipe(guest, { end: false });
    } catch (error) {
      guest?.destroy();
      if (error instanceof PicostackError) {
        viewer.end(CLOSE.unavailable, error.code);
        this.logger.warn(error.message);
      } else {
        viewer.end(CLOSE.failed, 'failed');
        this.logger.debug(`The screen of ${name}: ${messageOf(error)}`);
      }
    }
  }
}
