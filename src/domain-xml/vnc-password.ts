import { randomBytes } from 'node:crypto';
import { childrenOf, descend, parseXml } from './read.js';
import { serializeXml } from './write.js';

/** Return a random password of the maximum length of VNC. */
export function newVncPassword(): string {
  return randomBytes(6).toString('base64url');
}

/**
 * Whether this process may open the sockets of QEMU's VNC servers: those of its own libvirt session, and as root all. Others need a
 * port, which is open to all users of the host.
 */
export function opensVncSockets(libvirtUri: string, userId = process.getuid?.()): boolean {
  return userId === 0 || libvirtUri.endsWith(':///session');
}

/**
 * Give the VNC displays of a stored definition, which has no secrets, new passwords in place of those that had ended. Without one,
 * libvirt would let everyone in.
 */
export function withVncPassword(xml: string): string {
  const document = parseXml(xml);
  const devices = descend(document, 'devices');
  const displays = devices ? childrenOf(devices, 'graphics') : [];
  const lacking = displays.filter(
    (each) => each.hasAttribute('passwdValidTo') && !each.hasAttribute('passwd'),
  );
  if (lacking.length === 0) return xml;
  for (const each of lacking) each.setAttribute('passwd', newVncPassword());
  return serializeXml(document);
}
