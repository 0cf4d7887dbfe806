import { XMLSerializer } from '@xmldom/xmldom';
import { descend, parseXml } from './read.js';
import type { FileOwner } from './views.js';

/** The mode bits that give other users of the host access to a folder. */
const OTHERS = 0o007;

/**
 * Return the XML of a directory pool that gives access only to its owner and QEMU's group.
 * @param xml the current pool (virStoragePoolGetXMLDesc)
 * @param qemuUser the user of QEMU's processes; undefined if that is libvirtd's own user
 * @returns undefined if others have no access already, or the pool is not a directory
 */
export function withoutOthers(xml: string, qemuUser: FileOwner | undefined): string | undefined {
  const document = parseXml(xml);
  if (descend(document)?.getAttribute('type') !== 'dir') return undefined;
  const permissions = descend(document, 'target', 'permissions');
  const mode = permissions && descend(permissions, 'mode');
  const group = permissions && descend(permissions, 'group');
  if (!mode || !group) return undefined;
  const before = Number.parseInt(mode.textContent ?? '', 8);
  if (Number.isNaN(before) || (before & OTHERS) === 0) return undefined;
  mode.textContent = qemuUser ? '0710' : '0700';
  if (qemuUser) group.textContent = String(qemuUser.groupId);
  return new XMLSerializer().serializeToString(document);
}
