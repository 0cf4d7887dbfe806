import type { Element } from '@xmldom/xmldom';
import { childrenOf, descend, parseXml } from './read.js';

/** Check whether a domain has an interface on QEMU's user-mode network, whose ports can be forwarded. */
export function hasUserNic(xml: string): boolean {
  return userNics(xml).length > 0;
}

/**
 * Return the id of QEMU's network backend of the first user-mode network interface of a running domain. libvirt derives it
 * from the alias of the interface, which an operator may have set: `net0` is `hostnet0`, `ua-lan` is `hostua-lan`.
 * @param liveXml the XML of the running domain; only that has aliases
 * @returns undefined if the domain has no such interface
 */
export function findUserNetdev(liveXml: string): string | undefined {
  const aliases = userNics(liveXml).map((nic) => descend(nic, 'alias')?.getAttribute('name'));
  const alias = aliases.find((name) => name);
  return alias ? `host${alias}` : undefined;
}

/** passt is a separate program, which QEMU's monitor does not control. */
function userNics(xml: string): Element[] {
  const devices = descend(parseXml(xml), 'devices');
  return (devices ? childrenOf(devices, 'interface') : []).filter(
    (nic) =>
      nic.getAttribute('type') === 'user' &&
      descend(nic, 'backend')?.getAttribute('type') !== 'passt',
  );
}
