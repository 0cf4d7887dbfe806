import type { Element } from '@xmldom/xmldom';
import { elementsOf } from './canonical.js';
import { childrenOf, descend } from './read.js';

/**
 * Return the source on the host of a disk, or of another device with a `<source>`: a path, `pool/volume`,
 * `nbd://host:10809/name`, or the address of a PCI or USB device.
 * @returns null if there is none: an empty drive
 * @see https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms
 */
export function readSource(device: Element): string | null {
  const source = descend(device, 'source');
  if (!source) return null;
  const at = (name: string): string | undefined => source.getAttribute(name) || undefined;
  const direct = at('file') ?? at('dir');
  if (direct !== undefined) return direct;
  if (at('volume') !== undefined) return `${at('pool') ?? ''}/${at('volume')}`;
  if (at('protocol') !== undefined) return networkSource(source);
  // A socket of vhost-user, a vDPA device, or a block device.
  const local = at('dev') ?? at('path') ?? at('bridge') ?? at('network') ?? at('name');
  return local ?? addressOf(source) ?? firstText(source);
}

function networkSource(source: Element): string {
  const name = source.getAttribute('name') ?? '';
  const hosts = childrenOf(source, 'host').map((host) => {
    const socket = host.getAttribute('socket');
    if (socket) return socket;
    const port = host.getAttribute('port');
    return `${host.getAttribute('name') ?? ''}${port ? `:${port}` : ''}`;
  });
  return `${source.getAttribute('protocol') ?? ''}://${hosts.join(',')}${slash(name)}`;
}

function slash(name: string): string {
  return name === '' || name.startsWith('/') ? name : `/${name}`;
}

/** The source of a host device: the `<address>` below `<source>`, or another identification. */
function addressOf(source: Element): string | undefined {
  const address = descend(source, 'address');
  const at = (name: string): string | undefined => address?.getAttribute(name) || undefined;
  if (at('uuid') !== undefined) return at('uuid');
  const hex = (name: string): string => (at(name) ?? '0').replace(/^0x/, '');
  if (at('slot') !== undefined) {
    return `${hex('domain')}:${hex('bus')}:${hex('slot')}.${hex('function')}`;
  }
  if (at('device') !== undefined) return `${at('bus')}:${at('device')}`;
  const adapter = descend(source, 'adapter')?.getAttribute('name');
  if (adapter) return `${adapter} ${at('bus') ?? 0}:${at('target') ?? 0}:${at('unit') ?? 0}`;
  const [vendor, product] = ['vendor', 'product'].map((name) =>
    descend(source, name)?.getAttribute('id')?.replace(/^0x/, ''),
  );
  return vendor && product ? `${vendor}:${product}` : undefined;
}

/** `<source><char>/dev/ipmi0</char></source>`, `<block>`, `<interface>`. */
function firstText(source: Element): string | null {
  const text = elementsOf(source)
    .filter((child) => elementsOf(child).length === 0)
    .map((child) => child.textContent?.trim())
    .find(Boolean);
  return text ?? source.getAttribute('type') ?? null;
}
