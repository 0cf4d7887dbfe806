import type { Element } from '@xmldom/xmldom';
import { XMLSerializer } from '@xmldom/xmldom';
import { childrenOf, descend, parseXml } from '../../domain-xml/read.js';

/** Where QEMU's VNC server of a running guest listens. */
export type VncDisplay =
  | { readonly kind: 'socket'; readonly path: string }
  | {
      readonly kind: 'port';
      readonly host: string;
      readonly port: number;
      /** Undefined: nobody needs one. */
      readonly password: string | undefined;
      /** Whether the password has an end, so that it is ours to replace. */
      readonly hasEnd: boolean;
    };

/** Find the first VNC display in the live definition of a domain, with its secrets; undefined if it has none. */
export function findVncDisplay(xml: string): VncDisplay | undefined {
  const graphics = vncOf(xml);
  if (!graphics) return undefined;
  const listen = childrenOf(graphics, 'listen')[0];
  const path = listen?.getAttribute('socket') ?? graphics.getAttribute('socket');
  if (path) return { kind: 'socket', path };
  const port = Number(graphics.getAttribute('port'));
  if (!(port > 0)) return undefined;
  const address = listen?.getAttribute('address') ?? graphics.getAttribute('listen') ?? '';
  return {
    kind: 'port',
    host: reachable(address),
    port,
    password: graphics.getAttribute('passwd') ?? undefined,
    hasEnd: graphics.hasAttribute('passwdValidTo'),
  };
}

/**
 * Return the first VNC display of a domain with another password, as the XML of a device.
 * @param validTo the end of the password
 */
export function withPassword(xml: string, password: string, validTo: Date): string {
  const graphics = vncOf(xml);
  if (!graphics) throw new Error('The domain has no VNC display');
  graphics.setAttribute('passwd', password);
  // libvirt reads it as UTC.
  graphics.setAttribute('passwdValidTo', validTo.toISOString().slice(0, 19));
  return new XMLSerializer().serializeToString(graphics);
}

function vncOf(xml: string): Element | undefined {
  const devices = descend(parseXml(xml), 'devices');
  return (
    devices && childrenOf(devices, 'graphics').find((each) => each.getAttribute('type') === 'vnc')
  );
}

/** An address of "all addresses" is reached by loopback. */
function reachable(address: string): string {
  if (address === '' || address === '0.0.0.0') return '127.0.0.1';
  return address === '::' ? '::1' : address;
}
