import type { Element } from '@xmldom/xmldom';
import { childrenOf, descend, parseXml } from './read.js';

/** Whether a domain has a network card on QEMU's user-mode network, whose ports can be forwarded. */
export function hasUserNic(xml: string): boolean {
  return userNics(xml).length > 0;
}

/**
 * The id of QEMU's network backend behind the first user-mode network card of a running domain. libvirt derives it from
 * the card's alias, which an operator may have chosen: `net0` is `hostnet0`, `ua-lan` is `hostua-lan`.
 * @param liveXml the XML of the running domain; only that has aliases
 * @returns undefined where the domain has no such card
 */
export function findUserNetdev(liveXml: string): string | undefined {
  const aliases = userNics(liveXml).map((nic) => descend(nic, 'alias')?.getAttribute('name'));
  const alias = aliases.find((name) => name);
  return alias ? `host${alias}` : undefined;
}

/** passt is a program of its own: QEMU's monitor commands do not reach it. */
function userNics(xml: string): Element[] {
  const devices = descend(parseXml(xml), 'devices');
  return (devices ? childrenOf(devices, 'interface') : []).filter(
    (nic) =>
      nic.getAttribute('type') === 'user' &&
      descend(nic, 'backend')?.getAttribute('type') !== 'passt',
  );
}
