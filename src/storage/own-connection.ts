import type { Readable, Writable } from 'node:stream';
import type { Connection } from '../libvirt/index.js';

/**
 * Open a stream on a separate connection. A slow reader would block all other calls, and after an aborted upload libvirtd
 * 9.0 counts its remaining packets as running requests until it reads no more from the client.
 * @param open opens the stream on that connection, which is closed with the stream
 */
export async function onOwnConnection<T extends Readable | Writable>(
  connection: Connection,
  open: (own: Connection) => Promise<T>,
): Promise<T> {
  const own = await connection.duplicate();
  try {
    const stream = await open(own);
    stream.once('close', () => void own.close());
    return stream;
  } catch (error) {
    await own.close();
    throw error;
  }
}
