import { Injectable } from '@nestjs/common';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { newVncPassword } from '../../domain-xml/vnc-password.js';
import { ConflictError, messageOf, PicostackError } from '../../common/errors.js';
import { KeyedMutex } from '../../common/keyed-mutex.js';
import {
  type Domain,
  LibvirtService,
  VIR_DOMAIN_AFFECT_LIVE,
  VIR_DOMAIN_XML_SECURE,
} from '../../libvirt/index.js';
import { signIn } from './rfb-handshake.js';
import { findVncDisplay, type VncDisplay, withPassword } from './vnc-display.js';

const CONNECT_LIMIT_MS = 5_000;
/** How long the password of a sign-in is valid, if it is not taken back before. */
const PASSWORD_LIFE_MS = 20_000;
/** A time that has passed: nobody can sign in. */
const PASSED = new Date('2000-01-01T00:00:00Z');

/**
 * Connections to the VNC servers of guests. Their ports are open to all users of the host, but their passwords have ended:
 * for each connection, this sets a new one for a moment. So no password leaves the server.
 */
@Injectable()
export class VncConnections {
  private readonly locks = new KeyedMutex();

  constructor(private readonly libvirt: LibvirtService) {}

  /**
   * Find the display of a running guest.
   * @throws ConflictError `notRunning`, `noVncDisplay`
   */
  async requireDisplay(id: string, name: string): Promise<void> {
    await this.libvirt.withDomain(id, `look for the screen of ${name}`, async (domain) => {
      await displayOf(domain, name);
    });
  }

  /**
   * Connect to the VNC server of a guest, and sign in. The caller continues with the client's first message.
   * @throws ConflictError `notRunning`, `noVncDisplay`, `displayUnreachable`
   */
  async open(id: string, name: string): Promise<Socket> {
    return this.locks.run(id, () =>
      this.libvirt.withDomain(id, `connect to the screen of ${name}`, async (domain) => {
        const { display, xml } = await displayOf(domain, name);
        const isOurs = display.kind === 'port' && display.password !== undefined && display.hasEnd;
        if (!isOurs) return signedIn(display, passwordOf(display), name);
        const password = newVncPassword();
        const until = (validTo: Date): Promise<void> =>
          domain.updateDeviceFlags(withPassword(xml, password, validTo), VIR_DOMAIN_AFFECT_LIVE);
        await until(new Date(Date.now() + PASSWORD_LIFE_MS));
        try {
          return await signedIn(display, password, name);
        } finally {
          // The guest may have stopped meanwhile; and the password ends by itself.
          await until(PASSED).catch(() => undefined);
        }
      }),
    );
  }
}

async function displayOf(domain: Domain, name: string) {
  if (!(await domain.isActive())) {
    throw new ConflictError('notRunning', `"${name}" is off. Only a running guest has a screen.`);
  }
  const xml = await domain.getXMLDesc(VIR_DOMAIN_XML_SECURE);
  const display = findVncDisplay(xml);
  if (display) return { display, xml };
  throw new ConflictError(
    'noVncDisplay',
    `"${name}" has no VNC display. Add one while it is off: virsh edit ${name}, <graphics type='vnc'/> among its devices.`,
  );
}

function passwordOf(display: VncDisplay): string | undefined {
  return display.kind === 'port' ? display.password : undefined;
}

async function signedIn(
  display: VncDisplay,
  password: string | undefined,
  name: string,
): Promise<Socket> {
  const socket = connect(
    display.kind === 'socket' ? { path: display.path } : { host: display.host, port: display.port },
  );
  socket.setNoDelay(true);
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_LIMIT_MS) });
    await signIn(socket, password);
    return socket;
  } catch (error) {
    socket.destroy();
    if (error instanceof PicostackError) throw error;
    const where = display.kind === 'socket' ? display.path : `${display.host}:${display.port}`;
    throw new ConflictError(
      'displayUnreachable',
      `The server cannot connect to the screen of "${name}" at ${where}: ${messageOf(error)}.`,
    );
  }
}
